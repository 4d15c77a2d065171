"""Database and payload store know their site; nothing is swept if they differ."""

import shutil
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from atlasviewer.running.health import SITE_ID
from features.data.identity import WrongStore, check_identity, read_store_id
from features.data.integrity import check_payloads
from features.data.payloads import iterate_stored, payload_path, payload_storage, store_payload
from features.data.sweep import sweep_payloads
from features.models import Feature, SiteIdentity
from tests import cast
from tests.live import Site, SiteFailed

pytestmark = pytest.mark.django_db

AT_ONCE = timedelta(seconds=-5)


def stored() -> list[str]:
    return [path for path, _, _ in iterate_stored()]


def fill_store(count: int = 3) -> None:
    for number in range(count):
        store_payload(f'{{"number": {number}}}'.encode())


@pytest.mark.usefixtures("store")
def test_a_new_site_gets_an_id_that_database_and_store_keep() -> None:
    site_id = check_identity()
    assert site_id == read_store_id() == SiteIdentity.objects.get().site_id
    assert len(site_id) == 36
    assert check_identity() == site_id
    assert stored() == []


@pytest.mark.usefixtures("store")
def test_an_empty_database_does_not_take_a_store_that_is_full() -> None:
    fill_store()
    before = stored()
    with pytest.raises(WrongStore, match=r"names 0 payloads, the store holds 3.*ATLASVIEWER_VAR"):
        check_identity()
    with pytest.raises(WrongStore):
        sweep_payloads(grace=AT_ONCE)
    assert (stored(), read_store_id(), SiteIdentity.objects.count()) == (before, "", 0)


@pytest.mark.usefixtures("store")
def test_a_database_with_a_few_common_payloads_does_not_take_a_full_store() -> None:
    """The demo bucket has the same payloads on every site."""
    cast.make_bucket()
    cast.make_feature()
    fill_store()
    with pytest.raises(WrongStore, match="1 are the same"):
        check_identity()


@pytest.mark.usefixtures("store")
def test_a_database_whose_payloads_are_elsewhere_does_not_take_an_empty_store() -> None:
    cast.make_bucket()
    feature = cast.make_feature()
    payload_storage().delete(stored()[0])
    with pytest.raises(WrongStore, match="names 1 payloads, the store holds 0"):
        check_identity()
    assert Feature.objects.get() == feature


@pytest.mark.usefixtures("store")
def test_a_site_from_before_there_were_ids_is_taken_with_its_orphans() -> None:
    cast.make_bucket()
    for number in range(3):
        cast.make_feature(fname=f"rate {number}", feature_data=cast.region_data(number))
    fill_store(2)
    assert check_identity() == read_store_id()


@pytest.mark.usefixtures("store")
def test_a_database_without_an_id_takes_that_of_its_own_store() -> None:
    """Like a site restored from a backup that is older than ids."""
    cast.make_bucket()
    cast.make_feature()
    site_id = check_identity()
    SiteIdentity.objects.all().delete()
    assert check_identity() == site_id


@pytest.mark.usefixtures("store")
def test_a_store_of_another_site_is_refused_until_it_is_adopted() -> None:
    cast.make_bucket()
    cast.make_feature()
    ours = check_identity()
    SiteIdentity.objects.update(site_id="of another site")
    with pytest.raises(WrongStore, match=f"of another site, the payload store to site {ours}"):
        check_identity()
    with pytest.raises(WrongStore):
        sweep_payloads(grace=AT_ONCE)
    with pytest.raises(CommandError, match=r"Correct ATLASVIEWER_DATABASE_URL"):
        call_command("check_site")
    call_command("check_site", "--adopt", stdout=StringIO())
    assert read_store_id() == "of another site"


@pytest.mark.usefixtures("store")
def test_the_id_is_no_payload() -> None:
    check_identity()
    assert payload_storage().exists(SITE_ID)
    assert sweep_payloads(grace=AT_ONCE).seen == 0
    assert payload_storage().exists(SITE_ID)


def test_serve_refuses_a_wrong_database_and_removes_nothing(tmp_path: Path) -> None:
    """One start with another database once removed 1,119 of 1,124 payloads."""
    environment = {"ATLASVIEWER_DATABASE_URL": f"sqlite:///{tmp_path / 'other.sqlite3'}"}
    site, wrong = Site(tmp_path), Site(tmp_path, environment=environment)
    site.manage("migrate", "--verbosity=0")
    site.manage("check_site")
    folder = site.var_dir / "payloads" / "ab"
    folder.mkdir()
    payload = folder / f"ab{'0' * 62}.json.gz"
    payload.write_bytes(b"theirs")
    with pytest.raises(
        SiteFailed, match="The database and the payload store do not belong to the same site"
    ):
        wrong.manage("serve", "--prepare-only")
    assert payload.read_bytes() == b"theirs"


def test_a_backup_made_while_features_change_and_are_swept_is_restored_whole(
    tmp_path: Path, settings: Any
) -> None:
    """The database first, then changes and a sweep, then the payloads with their trash."""
    settings.ATLASVIEWER = settings.ATLASVIEWER.model_copy(update={"versions_kept": 0})
    cast.make_bucket()
    before = cast.make_feature()
    check_identity()
    rows = list(Feature.everything.values("pk", "payload", "stored", "size"))
    cast.owner().patch("buckets/my_bucket/rate", {"feature_data": cast.region_data(9)})
    assert sweep_payloads(grace=AT_ONCE).moved == 1
    shutil.copytree(payload_storage().path(""), tmp_path / "copy")

    shutil.rmtree(payload_storage().path(""))
    shutil.copytree(tmp_path / "copy", payload_storage().path(""))
    for row in rows:
        Feature.everything.filter(pk=row.pop("pk")).update(**row)
    assert [one.code for one in check_payloads().damages] == ["missing"]
    assert check_payloads(repair=True).unrepaired == []
    assert payload_path(before.payload) in stored()
    answer = orjson.loads(cast.stranger().get("buckets/my_bucket/rate").whole)
    assert answer["feature_data"] == cast.region_data()
