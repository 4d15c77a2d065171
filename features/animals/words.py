"""Words in headers that name animals, groups, conditions, summaries, or what is no animal."""

import re
import unicodedata

ANIMALS = {
    *("animal", "animals", "mouse", "mice", "mus", "rat", "rats", "subject", "subj", "brain"),
    *("specimen", "sample", "replicate", "rep", "biorep", "individual", "case", "id", "ms", "im"),
    *("cm", "animalid", "mouseid", "brainid", "no", "nr"),
}
"""They name the animal itself, so what else a header says is its group."""
MAYBE_ANIMALS = {"m", "r", "a", "s"}
"""``M1`` may be a mouse, a receptor or an area."""
CONTROLS = {
    *("wt", "wildtype", "wild", "control", "controls", "ctrl", "ctl", "cntrl", "con", "sham"),
    *("vehicle", "veh", "saline", "sal", "pbs", "naive", "untreated", "homecage", "hc", "placebo"),
    *("uninjured", "intact", "scrambled", "scr", "nontg", "ntg", "water", "+/+"),
}
"""Groups that others are compared with."""
BEFORE = {"pre", "before", "baseline", "bl", "contra", "contralateral"}
AFTER = {"post", "after", "ipsi", "ipsilateral", "recovery"}
GROUPS = {
    *CONTROLS,
    *("ko", "knockout", "cko", "het", "heterozygous", "hom", "homozygous", "mut", "mutant", "tg"),
    *(
        "transgenic",
        "5xfad",
        "xfad",
        "app",
        "appps",
        "ps",
        "treated",
        "treatment",
        "drug",
        "lesion",
    ),
    *("lesioned", "stroke", "mcao", "tbi", "injured", "stress", "stressed", "csds", "fear", "cfc"),
    *("shock", "cno", "dcz", "ketamine", "cocaine", "morphine", "fentanyl", "psilocybin", "lsd"),
    *("ethanol", "etoh", "nicotine", "lps", "mptp", "ohda", "male", "males", "female", "females"),
    *("young", "old", "aged", "adult", "enriched", "ee", "deprived", "trained", "untrained"),
    *(
        "experimental",
        "exp",
        "exposed",
        "unexposed",
        "fasted",
        "fed",
        "sleep",
        "infected",
        "-/-",
        "+/-",
        "-/+",
    ),
}
"""Words that name a group of animals."""
NO_ANIMALS = {
    *("feature", "features", "pc", "component", "comp", "ic", "factor", "umap", "tsne", "mode"),
    *("layer", "l", "cluster", "topic", "module", "class", "type", "celltype", "gene", "channel"),
    *("ch", "day", "days", "d", "week", "weeks", "wk", "month", "months", "mo", "hour", "hours"),
    *("h", "hr", "hrs", "min", "minute", "minutes", "sec", "s", "ms", "year", "years", "age", "p"),
    *("e", "pnd", "dpi", "dpf", "session", "trial", "block", "run", "scan", "batch", "stage"),
    *("phase", "epoch", "bin", "lag", "dose", "mg", "kg", "ug", "ml", "ul", "um", "mm", "nm", "hz"),
    *("khz", "level", "lvl", "zone", "area", "region", "col", "column", "var", "variable", "value"),
    *("val", "measure", "metric", "score", "index", "rank", "quantile", "percentile", "q", "k"),
    *("threshold", "thr", "section", "slice", "plate", "marker", "probe", "test", "x", "y", "z"),
    *("timepoint", "tp", "time", "t", "state", "group", "condition", "figure", "fig", "panel"),
}
"""A number after one of these counts something else than animals."""
SUMMARIES = {
    *("mean", "average", "avg", "sd", "std", "stdev", "stddev", "sem", "se", "stderr", "median"),
    *("n", "count", "min", "max", "var", "variance", "p", "pvalue", "pval", "padj", "adjp", "q"),
    *("qvalue", "qval", "fdr", "t", "tstat", "tvalue", "u", "f", "z", "zscore", "foldchange", "fc"),
    *("log2fc", "logfc", "log2foldchange", "ratio", "difference", "diff", "delta", "cohensd"),
    *("hedgesg", "effectsize", "total", "sum", "significant", "sig", "significance", "cv", "ci"),
    *("standarddeviation", "standarderror", "correctedp", "adjustedp", "pvaluecorrected"),
}
"""Whole headers, or their last word, that hold a result and no animal."""
FIRST_SUMMARIES = {"mean", "average", "avg", "median", "sd", "std", "sem"}
"""Words that make a summary of a header which they begin."""
ANIMAL_HEADERS = {
    *("animal", "animals", "mouse", "mice", "rat", "subject", "subj", "specimen", "brain"),
    *("sample", "replicate", "rep", "individual", "animalid", "mouseid", "ratid", "subjectid"),
    *("brainid", "sampleid", "specimenid", "animalno", "animalnumber", "mousenumber", "mouseno"),
    *("animalname", "mousename", "samplename", "eid", "nickname", "eartag", "eartagno"),
}
"""Headers of a column (folded) that names the animal of each row."""
GROUP_HEADERS = {
    *("group", "groups", "genotype", "treatment", "condition", "cohort", "sex", "strain", "drug"),
    *("arm", "phenotype", "line", "exposure", "injection", "diet", "housing", "experimentalgroup"),
    *("groupname", "groupid", "timepoint", "manipulation"),
}
"""Headers of a column (folded) that names the group of each row."""


def fold(text: str) -> str:
    """Return `text` without case, accents, blanks and punctuation, except + and - of genotypes."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    if re.fullmatch(r"\s*\(?[+-]/[+-]\)?\s*", plain):
        return plain.strip(" ()\t")
    return "".join(letter for letter in plain if letter.isalnum())


def split_words(text: str) -> list[str]:
    """Return the words of a header as they are written; numbers and signs part them."""
    return re.findall(r"[+-]/[+-]|[^\W\d_]+", text)
