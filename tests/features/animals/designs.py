"""Three small studies as published ones are: two groups, before and after, one group."""

from typing import NamedTuple


class Study(NamedTuple):
    """A file, its groups by header, and how it is compared."""

    content: str
    groups: dict[str, list[str]]
    test: str
    pair: tuple[str, str | None]
    value: float = 0.0


UNPAIRED = Study(
    "region,WT_01,WT_02,WT_03,WT_04,WT_05,KO_01,KO_02,KO_03,KO_04\n"
    "VISp,112.4,98.1,105.0,120.7,101.2,140.2,151.9,133.4,160.0\n"
    "MOs,55.5,61.2,58.3,49.9,,57.0,60.1,52.2,63.3\n"
    "CA1,0,0,1.5,0,2.5,4.5,6.0,0,8.5\n"
    "CP,12,15,11,14,13,13,,12,14\n"
    "TH,7,7,7,7,7,7,7,7,7\n"
    "PAG,1.1,,,,,2.2,3.3,4.4,5.5\n",
    {
        "WT": ["WT_01", "WT_02", "WT_03", "WT_04", "WT_05"],
        "KO": ["KO_01", "KO_02", "KO_03", "KO_04"],
    },
    "welch",
    ("KO", "WT"),
)
PAIRED = Study(
    "region,M1_pre,M1_post,M2_pre,M2_post,M3_pre,M3_post,M4_pre,M4_post\n"
    "VISp,3.1,4.0,2.9,4.4,3.3,3.9,2.7,4.1\n"
    "MOs,10,9,12,12,11,8,13,11\n"
    "CA1,0,1.5,0,0.5,2,,1,3\n"
    "CP,,5,4,,3,6,2,7\n"
    "TH,1,2,3,4,5,6,7,8\n",
    {
        "pre": ["M1_pre", "M2_pre", "M3_pre", "M4_pre"],
        "post": ["M1_post", "M2_post", "M3_post", "M4_post"],
    },
    "paired",
    ("post", "pre"),
)
ONE_GROUP = Study(
    "region,iM1,iM2,iM3,iM4,iM5\n"
    "VISp,1.2,0.9,1.4,1.1,1.6\n"
    "MOs,0.8,1.0,0.95,,1.02\n"
    "CA1,0,2,0.5,1,1.5\n"
    "CP,1,1,1,1,1\n",
    {"": ["iM1", "iM2", "iM3", "iM4", "iM5"]},
    "one_sample",
    ("", None),
    1.0,
)
STUDIES = {"unpaired": UNPAIRED, "paired": PAIRED, "one group": ONE_GROUP}
