"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView

from atlasviewer.build import first_picture
from atlasviewer.pages import regions_pages, views
from atlasviewer.pages.regions_api import RegionsView, ResolveRegions
from atlasviewer.running import metrics
from atlasviewer.running.health import Health
from atlasviewer.web.api import NotHere
from buckets.api import BucketsView
from features.animals.api import (
    AnimalsTableView,
    AnimalsView,
    CheckAnimals,
    PublishAnimals,
)
from features.api import FeaturesView, FeatureView
from features.figures.api import FigureView
from features.history.version_api import VersionsView
from features.pairing.api import ComparisonTableView, ComparisonView
from features.reads.explaining import ExplainView
from features.tables.api import CheckTable, PreviewTable, PublishTable
from features.volumes.api import RegionValuesTableView, RegionValuesView
from features.volumes.import_api import ImportVolume
from features.volumes.points_api import ImportPoints

# A trailing slash also answers, without a redirect: a redirected write loses its body.
api = [
    re_path(r"^buckets/?$", BucketsView.as_view(), name="api-buckets"),
    re_path(r"^buckets/(?P<bucket>[^/]+)/?$", FeaturesView.as_view(), name="api-bucket"),
    re_path(
        r"^buckets/(?P<bucket>[^/]+)/tables/?$",
        PublishTable.as_view(),
        {"fname": "tables"},
        name="api-publish-table",
    ),
    re_path(
        r"^buckets/(?P<bucket>[^/]+)/animals/?$",
        PublishAnimals.as_view(),
        {"fname": "animals"},
        name="api-publish-animals",
    ),
    re_path(
        r"^buckets/(?P<bucket>[^/]+)/volumes/?$",
        ImportVolume.as_view(),
        {"fname": "volumes"},
        name="api-import-volume",
    ),
    re_path(
        r"^buckets/(?P<bucket>[^/]+)/points/?$",
        ImportPoints.as_view(),
        {"fname": "points"},
        name="api-import-points",
    ),
    re_path(
        r"^buckets/(?P<bucket>[^/]+)/(?P<fname>[^/]+)/?$", FeatureView.as_view(), name="api-feature"
    ),
    re_path(
        r"^buckets/(?P<bucket>[^/]+)/(?P<fname>[^/]+)/versions/?$",
        VersionsView.as_view(),
        name="api-versions",
    ),
    re_path(
        r"^buckets/(?P<bucket>[^/]+)/(?P<fname>[^/]+)/figure\.(?P<form>svg|pdf|png)$",
        FigureView.as_view(),
        name="api-figure",
    ),
    re_path(
        r"^buckets/(?P<bucket>[^/]+)/(?P<fname>[^/]+)/explain/?$",
        ExplainView.as_view(),
        name="api-explain",
    ),
    re_path(
        r"^buckets/(?P<bucket>[^/]+)/(?P<fname>[^/]+)/compare/?$",
        ComparisonView.as_view(),
        name="api-compare",
    ),
    re_path(
        r"^buckets/(?P<bucket>[^/]+)/(?P<fname>[^/]+)/compare\.csv$",
        ComparisonTableView.as_view(),
        name="api-compare-csv",
    ),
    re_path(
        r"^buckets/(?P<bucket>[^/]+)/(?P<fname>[^/]+)/regions/?$",
        RegionValuesView.as_view(),
        name="api-region-values",
    ),
    re_path(
        r"^buckets/(?P<bucket>[^/]+)/(?P<fname>[^/]+)/regions\.csv$",
        RegionValuesTableView.as_view(),
        name="api-region-values-csv",
    ),
    re_path(
        r"^buckets/(?P<bucket>[^/]+)/(?P<fname>[^/]+)/animals/?$",
        AnimalsView.as_view(),
        name="api-animals",
    ),
    re_path(
        r"^buckets/(?P<bucket>[^/]+)/(?P<fname>[^/]+)/animals\.csv$",
        AnimalsTableView.as_view(),
        name="api-animals-csv",
    ),
    re_path(r"^animals/check/?$", CheckAnimals.as_view(), name="api-check-animals"),
    re_path(r"^tables/check/?$", CheckTable.as_view(), name="api-check-table"),
    re_path(r"^tables/preview/?$", PreviewTable.as_view(), name="api-preview-table"),
    re_path(r"^regions/?$", RegionsView.as_view(), name="api-regions"),
    re_path(r"^regions/resolve/?$", ResolveRegions.as_view(), name="api-resolve-regions"),
    re_path(r"^health/?$", Health.as_view(), name="api-health"),
    re_path(r"^schema/?$", SpectacularAPIView.as_view(), name="api-schema"),
    re_path(r"^docs/?$", views.ApiDocs.as_view(), name="api-docs"),
    re_path(r"", NotHere.as_view()),
]

urlpatterns = [
    path("", views.viewer, name="viewer"),
    re_path(
        r"^atlas/slices\.(?P<digest>[0-9a-f]{16})/(?P<ap>\d{1,3})-(?P<dv>\d{1,3})-(?P<ml>\d{1,3})$",
        first_picture.slices,
        name="slices",
    ),
    path("", include("buckets.urls")),
    path("", include("features.pages.urls")),
    path("upload/", include("features.tables.urls")),
    path("animals/", include("features.animals.urls")),
    path("regions/", regions_pages.regions, name="regions"),
    path("regions/allen_regions.<str:kind>", regions_pages.download, name="regions-download"),
    path("api/", include(api)),
    path("metrics", metrics.show_metrics, name="metrics"),
    path("admin/", admin.site.urls),
]

handler400 = "atlasviewer.web.faults.refuse_request"
handler404 = "atlasviewer.pages.views.not_found"
handler500 = "atlasviewer.web.faults.answer_fault"
