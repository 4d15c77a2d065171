"""Every column is mapped as `RegionMapper` maps it, over random sets of regions and gaps."""

import contextlib
import io
from functools import cache

import numpy as np
import pandas as pd
import pytest
from iblbrainviewer import mappings as sdk
from iblutil.numerical import ismember

from atlasviewer.atlas.mapping import map_values
from atlasviewer.atlas.regions import MAPPINGS, SIDE_ROWS, load_regions

COLUMNS = 5
MISSING = (0.0, 0.2, 0.5, 0.9, 0.0)


@pytest.fixture(scope="module", autouse=True)
def _quick_oracle():
    """Read the SDK's tables once; its rules stay as they are."""
    patch = pytest.MonkeyPatch()
    tree = sdk.RegionMapper(["AAA"], [1.0], hemisphere="left")
    maps = tree._get_node_and_leaf_maps()
    patch.setattr(sdk, "BrainRegions", cache(sdk.BrainRegions))
    patch.setattr(sdk, "ismember", find_members)
    patch.setattr(sdk.pd, "read_parquet", cache(read_as_objects))
    patch.setattr(sdk.RegionMapper, "_get_tree", lambda *_: (tree.tree_level_1, tree.tree_level_n))
    patch.setattr(sdk.RegionMapper, "_get_node_and_leaf_maps", lambda *_: maps)
    yield
    patch.undo()


def find_members(some, others):
    """Answer as `ismember` does, at once where nothing is a member, as mostly when the SDK asks."""
    if set(np.asarray(some).tolist()).isdisjoint(np.ravel(others).tolist()):
        return np.zeros(np.shape(some), bool), np.zeros(0, int)
    return ismember(some, others)


def read_as_objects(path, read=pd.read_parquet):
    """Read a table with plain strings, in which the SDK finds its keys faster."""
    frame = read(path)
    return frame.astype(dict.fromkeys(frame.select_dtypes("str"), object))


def ask_oracle(keys, values, *, hemisphere=None, map_nodes=False):
    """Return mapping → {row: value}, by the SDK."""
    with contextlib.redirect_stdout(io.StringIO()):
        mapper = sdk.RegionMapper(keys, values, hemisphere=hemisphere, map_nodes=map_nodes)
        data = mapper.map_regions()
    return {
        name: dict(zip(found["index"].tolist(), found["values"].tolist(), strict=True))
        for name, found in data.items()
    }


def present_values(matrix, column):
    """Return {row: value} of one column of ours."""
    pairs = zip(matrix.index.tolist(), matrix.values[:, column].tolist(), strict=True)
    return {row: value for row, value in pairs if not np.isnan(value)}


def assert_as_oracle(mapped, column, keys, values, **choices):
    has = ~np.isnan(values)
    expected = ask_oracle(keys[has], values[has], **choices)
    for name in MAPPINGS:
        ours = present_values(mapped[name], column)
        assert set(ours) == set(expected[name]), name
        rows = sorted(ours)
        np.testing.assert_allclose(
            [ours[row] for row in rows],
            [expected[name][row] for row in rows],
            rtol=1e-12,
            atol=1e-12 * np.nanmax(np.abs(values), initial=0.0),
            err_msg=name,
        )


@cache
def family(row):
    """Return a row with everything below it."""
    regions = load_regions()
    found = [row]
    for child in np.flatnonzero(regions.parent == row):
        found += family(int(child))
    return found


def draw_places(rng, pool):
    """Return rows of the pool and whether each means the leaf part; nodes and leaves together."""
    regions = load_regions()
    if rng.random() < 0.5:
        nodes = [row for row in range(1, SIDE_ROWS) if len(family(row)) > 3]
        pool = np.array(family(int(rng.choice(nodes))))
    size = min(int(np.exp(rng.uniform(0, np.log(len(pool) + 1)))), len(pool))
    rows = rng.choice(pool, size=size, replace=False)
    if rng.random() < 0.5:
        return rows, np.zeros(size, bool)
    part = rng.choice(["node", "leaf", "both"], size=size)
    part[~regions.node_and_leaf[rows]] = "node"
    leaf = np.r_[part == "leaf", np.ones(np.sum(part == "both"), bool)]
    return np.r_[rows, rows[part == "both"]], leaf


def draw_values(rng, count):
    values = rng.normal(scale=10.0 ** rng.integers(-6, 6), size=(count, COLUMNS))
    values[rng.random(values.shape) < 0.1] = 0.0
    values[rng.random(values.shape) < np.array(MISSING)] = np.nan
    return values


def acronyms_of(rows, leaf):
    names = load_regions().acronym[rows]
    return np.array([name + "-lf" * int(part) for name, part in zip(names, leaf, strict=True)])


def ids_of(rng, rows, leaf):
    """Return ids on the right, on the left, on either, or on both sides at once."""
    regions = load_regions()
    leaf_ids = sdk.read_region_info().set_index("acronyms")["node_and_leaf_ids"]
    ids = regions.id[rows]
    ids[leaf] = leaf_ids.loc[regions.acronym[rows[leaf]]].to_numpy(dtype=int)
    sides = str(rng.choice(["right", "left", "either", "both"]))
    if sides == "either":
        return ids * rng.choice([1, -1], size=len(ids))
    if sides == "both":
        return np.r_[ids, -ids[(ids != 0) & (rng.random(len(ids)) < 0.6)]]
    return ids if sides == "right" else -ids


def test_the_quick_search_for_members_answers_as_that_of_the_sdk():
    some = np.array(["CA1", "VISp", "MOs", "VISp"], dtype=object)
    kinds = [some, some.astype(str), some[:0]]
    others = [np.array("VISp"), np.array(["CP", "TH"]), np.array([], object), np.array("CP"), some]
    pairs = [(one, other) for one in kinds for other in others]
    pairs += [(np.array([1, -1, 0, 7]), np.array(them)) for them in ([-1, 0], [2, 3], [7, 7])]
    for one, other in pairs:
        for quick, slow in zip(find_members(one, other), ismember(one, other), strict=True):
            np.testing.assert_array_equal(quick, slow)
            assert quick.dtype == slow.dtype


def check_every_column(keys, values, **choices):
    mapped = map_values(keys=keys, values=values, **choices)
    for column in range(values.shape[1]):
        assert_as_oracle(mapped, column, keys, values[:, column], **choices)


@pytest.mark.parametrize("seed", range(27))
@pytest.mark.parametrize("map_nodes", [False, True])
def test_a_table_of_acronyms_is_mapped_column_by_column_as_the_sdk_does(seed, map_nodes):
    rng = np.random.default_rng(seed)
    # The SDK refuses the acronym of the last row, retina, though it takes its id.
    keys = acronyms_of(*draw_places(rng, np.arange(SIDE_ROWS)))
    hemisphere = str(rng.choice(["left", "right"]))
    values = draw_values(rng, len(keys))
    check_every_column(keys, values, hemisphere=hemisphere, map_nodes=map_nodes)


@pytest.mark.parametrize("seed", range(1000, 1027))
@pytest.mark.parametrize("map_nodes", [False, True])
def test_a_table_of_ids_is_mapped_column_by_column_as_the_sdk_does(seed, map_nodes):
    rng = np.random.default_rng(seed)
    keys = ids_of(rng, *draw_places(rng, np.arange(SIDE_ROWS + 1)))
    check_every_column(keys, draw_values(rng, len(keys)), map_nodes=map_nodes)


@pytest.mark.parametrize("hemisphere", ["left", "right"])
def test_all_1327_acronyms_together_are_mapped_as_the_sdk_does(hemisphere):
    keys = load_regions().acronym[:SIDE_ROWS].astype(str)
    values = draw_values(np.random.default_rng(7), len(keys))
    check_every_column(keys, values, hemisphere=hemisphere, map_nodes=True)


def test_every_region_alone_reaches_the_same_rows_as_in_the_sdk():
    """One in 27 of the 1,327 cases; the rest are of the same kinds."""
    for row in range(3, SIDE_ROWS, 27):
        keys = np.array([load_regions().acronym[row]])
        check_every_column(keys, np.array([[float(row)]]), hemisphere="left")
