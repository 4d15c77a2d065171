"""The addresses of the upload."""

from django.urls import path

from features.tables import views

urlpatterns = [
    path("", views.upload, name="upload"),
    path("template/<str:which>.<str:kind>", views.template, name="upload-template"),
    path("annotated", views.annotated, name="upload-annotated"),
    path("publish/<str:bucket>", views.publish, name="upload-publish"),
]
