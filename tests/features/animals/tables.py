"""Headers of forty tables as labs have them: twenty of animals, twenty of features."""

from collections.abc import Sequence
from typing import NamedTuple

from features.tables import Choices, check_table
from features.tables.choices import FeatureChoice

REGIONS = ("VISp", "MOs", "CA1", "CP", "TH", "ACAd", "LGd", "PAG")


class Headed(NamedTuple):
    """A table by its rows above the data, and the groups a person would see in it."""

    rows: Sequence[Sequence[str]]
    groups: dict[str, list[str]]
    """Group → columns; empty for a table of features."""
    paired: bool = False


def columns(*headers: str) -> list[list[str]]:
    return [["region", *headers]]


def below(groups: Sequence[str], *headers: str) -> list[list[str]]:
    return [["", *groups], ["region", *headers]]


ANIMALS = {
    "one kind of mouse, no groups": Headed(
        columns(*(f"iM{n}" for n in range(1, 10))), {"": list("BCDEFGHIJ")}
    ),
    "underscore and two digits": Headed(
        columns("WT_01", "WT_02", "WT_03", "KO_01", "KO_02", "KO_03"),
        {"WT": list("BCD"), "KO": list("EFG")},
    ),
    "a hyphen": Headed(
        columns("Sham-1", "Sham-2", "Sham-3", "TBI-1", "TBI-2"),
        {"Sham": list("BCD"), "TBI": list("EF")},
    ),
    "a row of groups above numbers": Headed(
        below(["WT", "WT", "WT", "5xFAD", "5xFAD", "5xFAD"], "1", "2", "3", "4", "5", "6"),
        {"WT": list("BCD"), "5xFAD": list("EFG")},
    ),
    "a row of groups above mice": Headed(
        below(["Line A"] * 2 + ["Line B"] * 2, "mouse 1", "mouse 2", "mouse 3", "mouse 4"),
        {"Line A": list("BC"), "Line B": list("DE")},
    ),
    "the group behind the mouse": Headed(
        columns("mouse 1 (WT)", "mouse 2 (WT)", "mouse 3 (KO)", "mouse 4 (KO)"),
        {"WT": list("BC"), "KO": list("DE")},
    ),
    "a group that ends in a number": Headed(
        columns("5xFAD_1", "5xFAD_2", "5xFAD_3", "WT_1", "WT_2", "WT_3"),
        {"5xFAD": list("BCD"), "WT": list("EFG")},
    ),
    "groups without numbers, repeated": Headed(
        columns("WT", "WT", "WT", "KO", "KO", "KO"), {"WT": list("BCD"), "KO": list("EFG")}
    ),
    "before and after": Headed(
        columns("M1_pre", "M1_post", "M2_pre", "M2_post", "M3_pre", "M3_post"),
        {"pre": list("BDF"), "post": list("CEG")},
        paired=True,
    ),
    "animals called animals": Headed(
        columns("Animal 1", "Animal 2", "Animal 3", "Animal 4"), {"": list("BCDE")}
    ),
    "three groups": Headed(
        columns("saline1", "saline2", "ketamine1", "ketamine2", "LSD1", "LSD2"),
        {"saline": list("BC"), "ketamine": list("DE"), "LSD": list("FG")},
    ),
    "sexes": Headed(
        columns("male #1", "male #2", "female #1", "female #2"),
        {"male": list("BC"), "female": list("DE")},
    ),
    "capitals at random": Headed(
        columns("Ctrl_1", "ctrl_2", "CTRL_3", "cKO_1", "CKO_2"),
        {"Ctrl": list("BCD"), "cKO": list("EF")},
    ),
    "results beside the animals": Headed(
        columns("WT1", "WT2", "WT3", "KO1", "KO2", "KO3", "mean WT", "p value", "q"),
        {"WT": list("BCD"), "KO": list("EFG")},
    ),
    "another measurement beside them": Headed(
        columns("volume", "control 1", "control 2", "stress 1", "stress 2"),
        {"control": list("CD"), "stress": list("EF")},
    ),
    "a group, the word mouse, a number": Headed(
        columns("Het mouse 11", "Het mouse 12", "WT mouse 21", "WT mouse 22"),
        {"Het": list("BC"), "WT": list("DE")},
    ),
    "genotypes as signs": Headed(
        below(["+/+", "+/+", "-/-", "-/-"], "m11", "m12", "m13", "m14"),
        {"+/+": list("BC"), "-/-": list("DE")},
    ),
    "samples": Headed(columns("sample_101", "sample_102", "sample_107"), {"": list("BCD")}),
    "unit behind every animal": Headed(
        columns(
            "vehicle 1 (cells/mm3)",
            "vehicle 2 (cells/mm3)",
            "CNO 1 (cells/mm3)",
            "CNO 2 (cells/mm3)",
        ),
        {"vehicle": list("BC"), "CNO": list("DE")},
    ),
    "replicates of a treatment": Headed(
        columns("treated_rep1", "treated_rep2", "untreated_rep1", "untreated_rep2"),
        {"treated": list("BC"), "untreated": list("DE")},
    ),
}

FEATURES = {
    "the tutorial": columns("feature 1", "feature 2", "feature 3"),
    "principal components": columns("PC1", "PC2", "PC3", "PC4"),
    "layers": columns("layer 1", "layer 4", "layer 5", "layer 6"),
    "genes with numbers": columns("Htr1", "Htr2", "Drd1", "Drd2"),
    "receptors of one family": columns("Grm1", "Grm2", "Grm3", "Grm4"),
    "cell types": columns("Pvalb", "Sst", "Vip"),
    "clusters": columns("Cluster_01", "Cluster_02", "Cluster_03"),
    "days": columns("day 1", "day 7", "day 14"),
    "ages": columns("P7", "P14", "P21", "P56"),
    "ages by genotype": columns("WT P7", "WT P14", "KO P7", "KO P14"),
    "means of groups": columns("WT mean", "WT sem", "KO mean", "KO sem"),
    "one column for each group": columns("WT", "KO"),
    "groups above statistics": below(["WT", "WT", "KO", "KO"], "mean", "SD", "mean", "SD"),
    "doses": columns("dose 1", "dose 10", "dose 100"),
    "measurements": columns("rate (Hz)", "density (cells/mm3)", "volume (mm3)"),
    "one measurement in two units": columns("mouse 1 (Hz)", "mouse 1 (mV)"),
    "hours after a drug": columns("control 1h", "control 4h", "drug 1h", "drug 4h"),
    "topics": columns("topic 1", "topic 2", "topic 3"),
    "transporters": columns("VGluT1", "VGluT2", "VGluT3", "GAD1", "GAD2"),
    "sessions": columns("session 1", "session 2", "session 3"),
}


def write(rows: Sequence[Sequence[str]]) -> bytes:
    """Return a table as CSV with a made-up value in every cell."""
    width = len(rows[-1])
    data = [
        [region, *(f"{(3 * at + 7 * column) % 11 + 0.5}" for column in range(1, width))]
        for at, region in enumerate(REGIONS)
    ]
    return "\n".join(",".join(row) for row in [*rows, *data]).encode()


def understand(rows: Sequence[Sequence[str]], **choices: object):
    return check_table(write(rows), "table.csv", Choices(**choices)).understood  # type: ignore[arg-type]


__all__ = ["ANIMALS", "FEATURES", "FeatureChoice", "Headed", "understand", "write"]
