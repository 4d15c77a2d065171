"""What is stored of a table of animals equals what scipy says of the file's cells."""

import csv
import io
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from features.models import Feature
from tests import cast
from tests.features.animals import oracle
from tests.features.animals.designs import ONE_GROUP, PAIRED, STUDIES, UNPAIRED, Study

pytestmark = pytest.mark.django_db
NEAR: dict[str, Any] = {"rel": 1e-9, "abs": 1e-12}
LEFT = {"hemisphere": "left"}


def send(path: str, content: str, animals: Any, choices: Any = LEFT) -> Any:
    file = SimpleUploadedFile("counts.csv", content.encode())
    form = {"file": file, "choices": json.dumps(choices), "animals": json.dumps(animals)}
    headers = {"Authorization": cast.bearer(cast.OWNER_TOKEN), "Accept": "application/json"}
    return cast.owner().client.post(f"/api/{path}", form, headers=headers)


def publish(content: str, animals: Any = None, choices: Any = LEFT) -> Any:
    decided = {"confirmed": True, "name": "cFos", **(animals or {})}
    return send("buckets/my_bucket/animals", content, decided, choices)


def publish_study(study: Study, **more: Any) -> Any:
    decided = {"test": study.test, "value": study.value, **more}
    answer = publish(study.content, decided)
    assert answer.status_code == 200, answer.content
    return answer.json()


def read(fname: str, query: str = "") -> Any:
    answer = cast.stranger().get(f"buckets/my_bucket/{fname}{query}")
    assert answer.status_code == 200, answer.whole
    return json.loads(answer.whole)


def values_of(fname: str, acronym: str, mapping: str = "allen") -> dict[str, float]:
    row = int(load_regions().acronym.tolist().index(acronym)) + SIDE_ROWS
    return read(fname)["feature_data"]["mappings"][mapping]["data"].get(str(row), {})


@pytest.mark.parametrize("study", STUDIES.values(), ids=STUDIES)
def test_each_group_is_stored_with_the_statistics_of_its_animals(study: Study) -> None:
    cast.make_bucket()
    publish_study(study)
    for acronym, groups in oracle.read_groups(study.content, study.groups).items():
        for group, values in groups.items():
            found = values_of(f"cFos {group}".strip(), acronym)
            assert found == pytest.approx(oracle.describe(values), **NEAR), (acronym, group)


@pytest.mark.parametrize("study", STUDIES.values(), ids=STUDIES)
def test_the_contrast_is_stored_as_scipy_computes_it(study: Study) -> None:
    cast.make_bucket()
    publish_study(study)
    group, against = study.pair
    other = f"{study.value:g}" if against is None else against
    regions = oracle.read_groups(study.content, study.groups)
    expected = {
        acronym: oracle.compare(
            groups[group], groups[against] if against else [], study.test, 3, study.value
        )
        for acronym, groups in regions.items()
    }
    tested = [acronym for acronym in expected if expected[acronym]]
    q = dict(zip(tested, oracle.adjust([expected[one]["p"] for one in tested]), strict=True))
    assert 0 < len(tested) < len(expected)
    words = ("vs", "minus")
    test, difference = (" ".join(f"cFos {group} {word} {other}".split()) for word in words)
    for acronym, numbers in expected.items():
        found = values_of(test, acronym)
        if acronym not in tested:
            assert not {"p", "q", "t"} & found.keys()
            continue
        named = {key: numbers[key] for key in ("g", "g_low", "g_high", "p")}
        named |= {"t": numbers["statistic"], "q": q[acronym]}
        assert {key: found[key] for key in named} == pytest.approx(named, **NEAR), acronym
        stored = values_of(difference, acronym)
        assert stored == pytest.approx({"difference": numbers["difference"]}, **NEAR)
    contrast = read(test, "/animals")["contrast"]
    assert (contrast["tested"], contrast["test"]) == (len(tested), study.test)


def test_a_table_without_groups_becomes_one_feature_with_its_sem() -> None:
    cast.make_bucket()
    answer = publish(ONE_GROUP.content)
    assert answer.json()["created"] == ["cFos"]
    assert values_of("cFos", "VISp")["mean"] == pytest.approx(1.24)
    assert values_of("cFos", "VISp")["n"] == 5


def test_a_result_is_not_averaged_into_larger_regions() -> None:
    cast.make_bucket()
    content = UNPAIRED.content.replace("VISp,", "VISp1,").replace("MOs,", "VISp4,")
    publish(content)
    test = "cFos KO vs WT"
    assert "q" in values_of(test, "VISp1")
    for mapping in ("allen", "beryl", "cosmos"):
        assert values_of(test, "VISp", mapping) == {}
    assert values_of("cFos WT", "VISp", "beryl")["n"] == 5
    publish(content, {"level": "beryl"}, {**LEFT, "existing": "replace"})
    assert "q" in values_of(test, "VISp", "beryl")
    assert values_of(test, "VISp1") == values_of(test, "VISp", "beryl")


def test_a_groups_spread_in_beryl_is_that_of_the_animals_not_of_the_subregions() -> None:
    cast.make_bucket()
    publish("region,WT1,WT2,KO1,KO2\nVISp1,1,3,5,5\nVISp4,3,1,5,7\n", {"fewest": 2})
    found = values_of("cFos WT", "VISp", "beryl")
    assert (found["mean"], found["std"], found["n"]) == (2.0, 0.0, 2)


def test_the_animals_lie_beside_with_their_cells() -> None:
    cast.make_bucket()
    publish(UNPAIRED.content)
    found = read("cFos WT", "/animals")
    assert [one["name"] for one in found["animals"]] == UNPAIRED.groups["WT"]
    assert [one["columns"] for one in found["animals"]] == [["B"], ["C"], ["D"], ["E"], ["F"]]
    at = found["regions"]["region"].index("MOs")
    assert [one["values"][at] for one in found["animals"]] == [55.5, 61.2, 58.3, 49.9, None]
    assert (found["regions"]["lines"][at], found["regions"]["side"][at]) == ([3], "left")
    both = read("cFos KO minus WT", "/animals")
    assert [one["group"] for one in both["animals"]] == ["KO"] * 4 + ["WT"] * 5
    assert "Welch's t test" in both["contrast"]["methods"]


def test_the_animals_as_csv_come_back_as_the_same_groups() -> None:
    cast.make_bucket()
    publish(UNPAIRED.content)
    answer = cast.stranger().get("buckets/my_bucket/cFos KO vs WT/animals.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    content = answer.whole.decode("utf-8-sig")
    line = next(x for x in csv.DictReader(io.StringIO(content)) if x["cell"] == "G3")
    assert (line["acronym"], line["hemisphere"], line["animal"], line["value"]) == (
        *("MOs", "left"),
        *("KO_01", "57.0"),
    )
    before = values_of("cFos KO vs WT", "CA1")
    again = publish(content, {"contrasts": [["KO", "WT"]], "name": "again"}, {})
    assert again.status_code == 200, again.content
    assert values_of("again KO vs WT", "CA1") == pytest.approx(before)


def test_versions_keep_their_animals() -> None:
    cast.make_bucket()
    publish(UNPAIRED.content)
    publish(UNPAIRED.content.replace("112.4", "212.4"), None, {**LEFT, "existing": "replace"})
    at = read("cFos WT", "/animals")["regions"]["region"].index("VISp")
    found = [read("cFos WT", f"/animals{query}") for query in ("", "?version=1")]
    assert [one["animals"][0]["values"][at] for one in found] == [212.4, 112.4]
    again = cast.owner().patch("buckets/my_bucket/cFos WT", {"feature_data": cast.region_data()})
    assert again.status_code == 200
    assert cast.stranger().get("buckets/my_bucket/cFos WT/animals").status_code == 404
    assert read("cFos WT", "/animals?version=2")["animals"][0]["values"][at] == 212.4


def test_nothing_is_stored_before_the_groups_are_confirmed() -> None:
    cast.make_bucket()
    answer = publish(UNPAIRED.content, {"confirmed": False})
    assert (answer.status_code, answer.json()["code"]) == (400, "not_confirmed")
    checked = send("animals/check", UNPAIRED.content, {}).json()
    assert (checked["looks_like_animals"], checked["confirmed"]) == (True, False)
    edited = [{**one, "group": one["group"] + "!"} for one in checked["animals"]]
    answer = publish(UNPAIRED.content, {"animals": edited, "contrasts": []})
    assert answer.json()["created"] == ["cFos WT!", "cFos KO!"]


def test_the_check_says_what_would_be_stored_and_stores_nothing() -> None:
    cast.make_bucket()
    found = send("animals/check", PAIRED.content, {"confirmed": True, "name": "rate"}).json()
    assert found["features"] == ["rate pre", "rate post", "rate post minus pre", "rate post vs pre"]
    assert found["paired"]
    methods = found["contrasts"][0]["methods"]
    assert methods.startswith("“post” was compared with “pre” (n = 4 pairs)")
    assert not Feature.objects.exists()


@pytest.mark.parametrize(
    ("animals", "sentence"),
    [
        ({"test": "anova"}, "animals.test must be one of"),
        ({"contrasts": [["KO", "XX"]]}, "There is no group “XX”"),
        ({"animals": [{"name": "a", "columns": ["Z"]}]}, "The table has no column of values Z."),
        ({"fewest": 1}, "must be a whole number from 2"),
        ({"tset": 1}, "is not one of"),
        ({"test": "paired"}, "A paired test needs the same animals in both groups"),
    ],
)
def test_decisions_that_cannot_be_followed_are_refused(animals: Any, sentence: str) -> None:
    cast.make_bucket()
    answer = publish(UNPAIRED.content, animals)
    assert answer.status_code == 400
    assert sentence in answer.json()["message"]
    assert not Feature.objects.exists()


def test_a_stored_key_that_is_no_animals_is_not_shown() -> None:
    cast.make_bucket()
    for beside in ("x", {"rows": [1], "animals": [3]}, {"rows": ["a"], "animals": []}):
        cast.make_feature(
            fname=f"f{len(str(beside))}", feature_data={**cast.region_data(), "animals": beside}
        )
    names = list(Feature.objects.values_list("fname", flat=True))
    answers = [cast.stranger().get(f"buckets/my_bucket/{name}/animals") for name in names]
    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_a_feature_called_animals_stays_reachable() -> None:
    cast.make_bucket()
    cast.make_feature(fname="animals")
    assert "mappings" in read("animals")["feature_data"]
    assert cast.owner().patch("buckets/my_bucket/animals", {"unit": "Hz"}).status_code == 200
