"""Whatever is published without a question is true: 2,000 random tables from known values."""

from collections import Counter, defaultdict

import pytest

from features.tables.drafts import draft_features
from tests.features.tables.random_tables import (
    ASKED,
    RIGHT,
    WRONG,
    Case,
    Verdict,
    judge,
    make_case,
    read_case,
    show_case,
)

CASES = 2_000
FEWEST_UNASKED = 0.6
"""Share of the tables without any doubt that are read without a question."""
PAYLOADS = 150
"""How many tables are followed to the payload; mapping takes as long as everything else."""
AXES = ("layout", "keys", "sides", "file", "doubt")

Judged = list[tuple[int, Case, Verdict]]


@pytest.fixture(scope="module")
def judged() -> Judged:
    cases = ((seed, make_case(seed)) for seed in range(CASES))
    return [(seed, case, judge(case)) for seed, case in cases]


def test_whatever_is_published_unasked_is_the_truth(judged):
    wrong = [(seed, case, verdict) for seed, case, verdict in judged if verdict.outcome == WRONG]
    shown = [
        "\n".join([f"make_case({seed})", show_case(case), *verdict.why])
        for seed, case, verdict in sorted(wrong, key=lambda item: len(item[1].data))[:3]
    ]
    assert not wrong, f"{len(wrong)} of {CASES} are stored wrongly:\n\n" + "\n\n".join(shown)


def test_every_doubtful_table_leads_to_a_question(judged):
    doubtful = [(seed, verdict.outcome) for seed, case, verdict in judged if case.asks]
    assert len(doubtful) > 0.1 * CASES
    assert [seed for seed, outcome in doubtful if outcome != ASKED] == []


def test_most_tables_without_doubt_need_no_question(judged, record_property):
    clear = [verdict for _, case, verdict in judged if not case.asks]
    unasked = sum(verdict.outcome == RIGHT for verdict in clear)
    record_property("summary", summarise(judged))
    assert unasked >= FEWEST_UNASKED * len(clear)


def test_every_kind_of_table_is_read_without_a_question_somewhere(judged):
    kinds = {(axis, kind) for _, case, _ in judged for axis, kind in kinds_of(case)}
    read = {
        pair for _, case, verdict in judged if verdict.outcome == RIGHT for pair in kinds_of(case)
    }
    assert kinds - read == set()


def test_values_that_payloads_call_given_are_the_truth(judged):
    right = [case for _, case, verdict in judged if verdict.outcome == RIGHT][:PAYLOADS]
    given = [(case, values) for case in right for values in read_given(case)]
    assert sum(len(values) for _, values in given) > 10 * PAYLOADS
    untrue = [
        values
        for case, values in given
        if not any(values.items() <= known.values.items() for known in case.known)
    ]
    assert untrue == []


def read_given(case: Case) -> list[dict[int, float]]:
    """Return for each feature the values of its Allen payload that are said to be given."""
    checked = read_case(case)
    assert checked.table is not None
    found = []
    for draft in draft_features(checked.table):
        rows = draft.feature_data["origins"]["allen"].get("given", [])
        data = draft.feature_data["mappings"]["allen"]["data"]
        found.append({row: next(iter(data[str(row)].values())) for row in rows})
    return found


def kinds_of(case: Case) -> list[tuple[str, str]]:
    """Return what was drawn for each axis, without the kinds of which a person must be asked."""
    if case.asks:
        return []
    return [(axis, case.kinds[axis]) for axis in AXES if axis in case.kinds]


def summarise(judged: Judged) -> str:
    """Return the share of tables that needed a question, in all and for each kind."""
    clear = [(case, verdict) for _, case, verdict in judged if not case.asks]
    asked = sum(verdict.outcome == ASKED for _, verdict in clear)
    lines = [
        f"Random tables: {len(judged)}, of which {len(judged) - len(clear)} are doubtful and asked "
        f"about; of the others {asked} ({asked / len(clear):.1%}) needed a question."
    ]
    for axis in AXES:
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for case, verdict in clear:
            if axis in case.kinds:
                counts[case.kinds[axis]][verdict.outcome] += 1
        shares = (f"{kind} {n[ASKED]}/{n.total()}" for kind, n in sorted(counts.items()))
        if counts:
            lines.append(f"  asked by {axis}: {', '.join(shares)}")
    return "\n".join(lines)
