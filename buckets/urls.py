"""The addresses of the bucket pages; none can be mistaken for the name of a bucket."""

from django.urls import path

from buckets import views

urlpatterns = [
    path("buckets/", views.list_buckets, name="buckets"),
    path("unlock/", views.unlock_bucket, name="bucket-unlock"),
    path("lock/", views.lock_bucket, name="bucket-lock"),
    path("restore/", views.restore_bucket, name="bucket-restore"),
    path("create/", views.create_bucket, name="bucket-create"),
    path("create/check", views.check_name, name="bucket-check-name"),
    path("buckets/<str:name>/edit/", views.edit_bucket, name="bucket-edit"),
    path("buckets/<str:name>/token/", views.rotate_token, name="bucket-token"),
    path("buckets/<str:name>/delete/", views.delete_bucket, name="bucket-delete"),
    path("buckets/<str:name>/qr.svg", views.bucket_qr, name="bucket-qr"),
    path("qr.svg", views.view_qr, name="view-qr"),
    path("connect/", views.connect, name="connect"),
]
