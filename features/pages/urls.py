"""The addresses of the pages that show features, and of the guide."""

from django.urls import path

from features.pages import bucket, default_view, feature, guide, package, tree

urlpatterns = [
    path("help/", guide.guide, name="help"),
    path("buckets/<str:name>/", bucket.show_bucket, name="bucket"),
    path("buckets/<str:name>/package.zip", package.download_package, name="bucket-package"),
    path("buckets/<str:name>/thumbnail/", bucket.show_thumbnail, name="bucket-thumbnail"),
    path("buckets/<str:name>/view/", default_view.default_view, name="bucket-view"),
    path("buckets/<str:name>/restore/", bucket.restore, name="feature-restore"),
    path("buckets/<str:name>/tree/", tree.edit_tree, name="bucket-tree"),
    path("buckets/<str:name>/tree/saved", tree.saved_tree, name="bucket-tree-saved"),
    path("buckets/<str:name>/features/<str:fname>/", feature.show_feature, name="feature"),
    path("buckets/<str:name>/features/<str:fname>/delete/", feature.delete, name="feature-delete"),
    path(
        "buckets/<str:name>/features/<str:fname>/restore/",
        feature.restore,
        name="feature-restore-version",
    ),
]
