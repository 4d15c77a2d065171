"""Thirty names that mouse anatomists use every day: the region they mean, or the candidates."""

import pytest

from atlasviewer.atlas.names import AMBIGUOUS, EXACT, SUGGESTED, resolve

ONE = {
    "V1": "VISp",
    "barrel cortex": "SSp-bfd",
    "S1": "SSp",
    "M1": "MOp",
    "M2": "MOs",
    "A1": "AUDp",
    "ACC": "ACA",
    "OFC": "ORB",
    "NAc": "ACB",
    "BLA": "BLA",
    "CA1": "CA1",
    "DG": "DG",
    "dentate gyrus": "DG",
    "VTA": "VTA",
    "SNc": "SNc",
    "PAG": "PAG",
    "MGN": "MG",
    "STN": "STN",
    "striatum": "STR",
    "thalamus": "TH",
    "hypothalamus": "HY",
    "cerebellum": "CB",
    "visual cortex": "VIS",
    "motor cortex": "MO",
    "locus coeruleus": "LC",
    "dorsal raphe": "DR",
    "retrosplenial": "RSP",
    "claustrum": "CLA",
    "medial septum": "MS",
    "zona incerta": "ZI",
}
SEVERAL = {
    "hippocampus": {"HIP", "HPF"},
    "LGN": {"LGd", "LGv"},
    "PFC": {"PL", "ILA", "ACAd", "ACAv", "ORBm"},
    "amygdala": {"LA", "BLA", "BMA", "CEA", "MEA"},
    "superior colliculus": {"SCs", "SCm"},
    "insula": {"AI", "GU", "VISC"},
    "habenula": {"MH", "LH"},
}


@pytest.mark.parametrize(("name", "acronym"), ONE.items())
def test_a_name_of_one_region_leads_to_it_first(name: str, acronym: str) -> None:
    found = resolve(name)
    assert found.outcome in {EXACT, SUGGESTED}
    first = found.as_dict()["acronym"] or found.suggestions[0].acronym
    assert first == acronym


@pytest.mark.parametrize(("name", "acronyms"), SEVERAL.items())
def test_a_name_of_several_lists_them_all(name: str, acronyms: set[str]) -> None:
    found = resolve(name)
    assert found.outcome == AMBIGUOUS
    assert {suggestion.acronym for suggestion in found.suggestions} == acronyms
