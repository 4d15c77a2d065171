"""A site of the first release with 10,000 features is migrated without loss."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from features.data.identity import check_identity
from features.data.integrity import check_payloads
from features.data.payloads import make_body, store_payload
from features.models import Feature, SiteIdentity
from tests import cast

FIRST = [("buckets", "0001_initial"), ("features", "0001_initial")]
FEATURES = 10_000
DIFFERENT = 10
"""Payloads that the features share: the disk is not what is tested."""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def first_release() -> Any:
    """The former models and database; migrated again afterwards."""
    executor = MigrationExecutor(connection)
    executor.migrate(FIRST)
    try:
        yield executor.loader.project_state(FIRST).apps
    finally:
        call_command("migrate", verbosity=0)


def test_ten_thousand_features_are_migrated_whole(first_release: Any) -> None:
    payloads = [
        store_payload(make_body(feature_data=cast.region_data(number), short_desc=None, unit="Hz"))
        for number in range(DIFFERENT)
    ]
    then = timezone.now() - timedelta(days=400)
    bucket = first_release.get_model("buckets", "Bucket").objects.create(
        name="old", token_salt="0" * 32, token_digest="0" * 64, created_at=then
    )
    model = first_release.get_model("features", "Feature")
    rows = [
        model(
            bucket=bucket,
            fname=f"rate {number}",
            kind="regions",
            unit="Hz",
            payload=payloads[number % DIFFERENT].sha256,
            stored=payloads[number % DIFFERENT].stored,
            size=payloads[number % DIFFERENT].size,
            created_at=then,
        )
        for number in range(FEATURES)
    ]
    model.objects.bulk_create(rows, batch_size=1000)

    call_command("migrate", verbosity=0)

    fields = ("fname", "unit", "payload", "created_at", "version", "author", "deleted_at")
    found = list(Feature.objects.order_by("pk").values_list(*fields))
    assert found == [(row.fname, "Hz", row.payload, then, 1, "", None) for row in rows]
    assert check_identity() == SiteIdentity.objects.get().site_id
    report = check_payloads()
    assert (report.payloads, report.rows, report.damages) == (DIFFERENT, FEATURES, [])
    answer = cast.stranger().get("buckets/old/rate 9999").json()
    assert answer["feature_data"] == cast.region_data(9999 % DIFFERENT)
    assert len(cast.stranger().get("buckets/old").json()["features"]) == FEATURES
