"""The addresses of the page that compares groups of animals."""

from django.urls import path

from features.animals import views

urlpatterns = [
    path("", views.compare, name="animals"),
    path("publish/<str:bucket>", views.publish, name="animals-publish"),
]
