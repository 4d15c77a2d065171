"""Laboratory names of regions that have another name in the Allen tree, or none.

Collected from common usage (Paxinos & Franklin's abbreviations, textbooks, papers). Nothing here is
applied automatically: every entry leads to a suggestion with its reason.
"""

from typing import NamedTuple

SAME = "synonym"
SEVERAL = "composite"
FINER = "finer_than_tree"


class Synonym(NamedTuple):
    """Other names of a region, or of several."""

    keys: tuple[str, ...]
    regions: tuple[str, ...]
    """Allen acronyms."""
    kind: str
    """`SAME`, `SEVERAL` (the name covers all of them) or `FINER` (the tree has only the whole)."""
    note: str = ""
    """Ends the sentence of the reason with more than the kind says."""


OFFICIAL_SPELLINGS = {"MMme": "Mmme", "MMl": "Mml", "MMm": "Mmm", "MMp": "Mmp", "MMd": "Mmd"}
"""Acronyms as Allen spells them → as iblatlas does; the other four only lost a comma."""

SPELLINGS = {
    "grey": "gray",
    "coeruleus": "ceruleus",
    "caeruleus": "ceruleus",
    "centre": "center",
    "fibre": "fiber",
    "fibres": "fibers",
    "tenia": "taenia",
    "supramamillary": "supramammillary",
    "mamillary": "mammillary",
    "pyriform": "piriform",
    "hippocampus": "hippocampal",
}
"""Words that are spelled in two ways; names are compared after this replacement."""

SYNONYMS = (
    # Cortex
    Synonym(("S1BF", "wS1", "vS1", "barrel cortex", "barrel field"), ("SSp-bfd",), SAME),
    Synonym(("S1", "primary somatosensory cortex"), ("SSp",), SAME),
    Synonym(("S1HL", "S1LL", "S1 hindlimb", "S1 lower limb"), ("SSp-ll",), SAME),
    Synonym(("S1FL", "S1UL", "S1 forelimb", "S1 upper limb"), ("SSp-ul",), SAME),
    Synonym(("S1Tr", "S1 trunk"), ("SSp-tr",), SAME),
    Synonym(("S1M", "S1 mouth"), ("SSp-m",), SAME),
    Synonym(("S1N", "S1 nose"), ("SSp-n",), SAME),
    Synonym(("S1UN", "S1 unassigned"), ("SSp-un",), SAME),
    Synonym(("S1Sh",), ("SSp",), FINER),
    Synonym(("S1J", "S1ULp", "S1DZ"), ("SSp-m", "SSp-n", "SSp-un"), SEVERAL),
    Synonym(("S2", "secondary somatosensory cortex"), ("SSs",), SAME),
    Synonym(("somatosensory cortex",), ("SS",), SAME),
    Synonym(("M1", "primary motor cortex"), ("MOp",), SAME),
    Synonym(("M2", "secondary motor cortex", "supplementary motor area"), ("MOs",), SAME),
    Synonym(("ALM", "anterolateral motor cortex"), ("MOs",), FINER),
    Synonym(("motor cortex",), ("MO",), SAME),
    Synonym(("V1", "primary visual cortex", "striate cortex"), ("VISp",), SAME),
    Synonym(("V1M", "V1B"), ("VISp",), FINER),
    Synonym(("V2", "secondary visual cortex", "HVA"), ("VISl", "VISal", "VISam", "VISpm"), SEVERAL),
    Synonym(("V2M", "V2MM"), ("VISpm", "VISam"), SEVERAL),
    Synonym(("V2ML",), ("VISpm", "VISam"), SEVERAL),
    Synonym(("V2L",), ("VISl", "VISal"), SEVERAL),
    Synonym(("visual cortex",), ("VIS",), SAME),
    Synonym(("A1", "Au1", "primary auditory cortex"), ("AUDp",), SAME),
    Synonym(("AuV",), ("AUDv",), SAME),
    Synonym(("AuD",), ("AUDd",), SAME),
    Synonym(("auditory cortex", "ACx"), ("AUD",), SAME),
    Synonym(("IL", "infralimbic cortex", "IFL"), ("ILA",), SAME),
    Synonym(("PrL", "prelimbic cortex"), ("PL",), SAME),
    Synonym(("ACC", "anterior cingulate cortex", "anterior cingulate"), ("ACA",), SAME),
    Synonym(("Cg1",), ("ACAd",), SAME),
    Synonym(("Cg2",), ("ACAv",), SAME),
    Synonym(("cingulate cortex", "Cg"), ("ACAd", "ACAv"), SEVERAL),
    Synonym(("RSC", "retrosplenial cortex"), ("RSP",), SAME),
    Synonym(("RSG", "RSGc", "granular retrosplenial cortex"), ("RSPv",), SAME),
    Synonym(("RSA", "RSD", "dysgranular retrosplenial cortex"), ("RSPd", "RSPagl"), SEVERAL),
    Synonym(("PPC", "PtA", "posterior parietal cortex"), ("PTLp",), SAME),
    Synonym(("LPtA", "MPtA", "PtPR"), ("PTLp",), FINER),
    Synonym(("OFC", "orbitofrontal cortex"), ("ORB",), SAME),
    Synonym(("LO", "lateral orbital cortex"), ("ORBl",), SAME),
    Synonym(("VO", "ventral orbital cortex"), ("ORBvl",), SAME),
    Synonym(("FrA", "frontal association cortex"), ("FRP",), SAME),
    Synonym(
        ("PFC", "mPFC", "prefrontal cortex", "medial prefrontal cortex"),
        ("PL", "ILA", "ACAd", "ACAv", "ORBm"),
        SEVERAL,
        "which laboratories delimit differently",
    ),
    Synonym(("insula", "insular cortex", "Ins"), ("AI", "GU", "VISC"), SEVERAL),
    Synonym(("GI", "gustatory cortex"), ("GU",), SAME),
    Synonym(("PRh", "PRhC", "perirhinal cortex"), ("PERI",), SAME),
    Synonym(("postrhinal cortex",), ("VISpor",), SAME),
    Synonym(("ectorhinal cortex",), ("ECT",), SAME),
    Synonym(("temporal association cortex",), ("TEa",), SAME),
    Synonym(("neocortex", "cerebral neocortex"), ("Isocortex",), SAME),
    Synonym(("cortex",), ("Isocortex", "CTX"), SEVERAL, "of which Isocortex is the narrower"),
    # Olfactory areas, hippocampus
    Synonym(("OB", "olfactory bulb"), ("MOB", "AOB"), SEVERAL),
    Synonym(("piriform cortex", "PCx"), ("PIR",), SAME),
    Synonym(("Tu", "OTu"), ("OT",), SAME),
    Synonym(("DTT",), ("TTd",), SAME),
    Synonym(("VTT",), ("TTv",), SAME),
    Synonym(
        ("hippocampus", "hippocampal", "HPC", "Hipp", "HC", "Hippo"),
        ("HIP", "HPF"),
        SEVERAL,
        "HIP being CA1, CA2, CA3 and DG, HPF these with the subiculum and entorhinal area",
    ),
    Synonym(("dCA1", "vCA1"), ("CA1",), FINER),
    Synonym(("dCA3", "vCA3"), ("CA3",), FINER),
    Synonym(("dDG", "vDG"), ("DG",), FINER),
    Synonym(
        ("dHPC", "vHPC", "dHP", "vHP", "ventral hippocampus", "dorsal hippocampus"),
        ("HIP", "HPF"),
        FINER,
    ),
    Synonym(("EC", "entorhinal cortex"), ("ENT",), SAME),
    Synonym(("LEC", "LEnt", "lateral entorhinal cortex"), ("ENTl",), SAME),
    Synonym(("MEC", "MEnt", "medial entorhinal cortex"), ("ENTm",), SAME),
    Synonym(("DLEnt", "DIEnt", "VIEnt"), ("ENTl",), FINER),
    Synonym(("CEnt", "VEnt"), ("ENTm",), FINER),
    # Striatum, pallidum, amygdala
    Synonym(("CPu", "caudate putamen", "dorsal striatum"), ("CP",), SAME),
    Synonym(("DLS", "DMS", "dorsolateral striatum", "dorsomedial striatum"), ("CP",), FINER),
    Synonym(("ventral striatum",), ("STRv",), SAME),
    Synonym(("NAc", "NAcc", "Acb", "accumbens"), ("ACB",), SAME),
    Synonym(
        ("ACBsh", "AcbSh", "NAcSh", "NAc shell", "nucleus accumbens shell"),
        ("ACB",),
        FINER,
        "without its shell",
    ),
    Synonym(
        ("ACBc", "ACBcr", "AcbC", "NAc core", "nucleus accumbens core"),
        ("ACB",),
        FINER,
        "without its core",
    ),
    Synonym(("LGP", "external globus pallidus"), ("GPe",), SAME),
    Synonym(("entopeduncular nucleus", "internal globus pallidus"), ("GPi",), SAME),
    Synonym(("GP", "globus pallidus"), ("GPe", "GPi"), SEVERAL),
    Synonym(("basal ganglia",), ("CP", "ACB", "GPe", "GPi", "STN", "SNr"), SEVERAL),
    Synonym(("ventral pallidum", "VPal"), ("SI",), SAME, "in which Allen includes it"),
    Synonym(("medial septum",), ("MS",), SAME),
    Synonym(("lateral septum",), ("LSX", "LS"), SEVERAL, "LS being LSc, LSr and LSv"),
    Synonym(("septum",), ("LSX", "MSC"), SEVERAL),
    Synonym(
        ("diagonal band", "DBB", "HDB", "VDB", "vertical limb of the diagonal band"), ("NDB",), SAME
    ),
    Synonym(("BNST", "bed nucleus of the stria terminalis"), ("BST",), SAME),
    Synonym(("amygdala", "Amy", "AMG"), ("LA", "BLA", "BMA", "CEA", "MEA"), SEVERAL),
    Synonym(("central amygdala",), ("CEA",), SAME),
    Synonym(("medial amygdala",), ("MEA",), SAME),
    Synonym(("basolateral amygdala",), ("BLA",), SAME),
    Synonym(("lateral amygdala",), ("LA",), SAME),
    # Thalamus
    Synonym(("LGN", "lateral geniculate nucleus", "lateral geniculate"), ("LGd", "LGv"), SEVERAL),
    Synonym(("dLGN", "DLG", "dorsal lateral geniculate nucleus"), ("LGd",), SAME),
    Synonym(("vLGN", "VLG", "ventral lateral geniculate nucleus"), ("LGv",), SAME),
    Synonym(("MGN", "MGB", "medial geniculate nucleus", "medial geniculate body"), ("MG",), SAME),
    Synonym(("LHb",), ("LH",), SAME),
    Synonym(("MHb",), ("MH",), SAME),
    Synonym(("Hb", "habenula"), ("MH", "LH"), SEVERAL),
    Synonym(("Rt", "thalamic reticular nucleus"), ("RT",), SAME),
    Synonym(("nRT",), ("RT",), SAME),
    Synonym(("POm", "posteromedial thalamic nucleus"), ("PO",), SAME),
    Synonym(("ventrolateral thalamus", "ventral lateral thalamus"), ("VAL",), SAME),
    Synonym(("reuniens", "nucleus reuniens", "Reu"), ("RE",), SAME),
    Synonym(("PVA",), ("PVT",), FINER),
    Synonym(("paraventricular thalamus",), ("PVT",), SAME),
    # Hypothalamus
    Synonym(("PVN",), ("PVH",), SAME),
    Synonym(("lateral hypothalamus", "LHy"), ("LHA",), SAME),
    Synonym(("Arc", "ARC", "ArcN", "arcuate nucleus"), ("ARH",), SAME),
    Synonym(("VMN", "ventromedial hypothalamus"), ("VMH",), SAME),
    Synonym(("DMN", "dorsomedial hypothalamus"), ("DMH",), SAME),
    Synonym(("SON",), ("SO",), SAME),
    Synonym(("MPA",), ("MPO",), SAME),
    Synonym(("POA", "preoptic area"), ("MPO", "LPO"), SEVERAL),
    Synonym(("TMN",), ("TMd", "TMv"), SEVERAL),
    Synonym(("mammillary bodies",), ("MBO",), SAME),
    Synonym(("SuM",), ("SUM",), SAME),
    # Midbrain, hindbrain, cerebellum
    Synonym(("SC", "superior colliculus"), ("SCs", "SCm"), SEVERAL),
    Synonym(("SN", "substantia nigra"), ("SNr", "SNc"), SEVERAL),
    Synonym(
        ("PAGdl", "PAGvl", "PAGdm", "PAGl", "dlPAG", "vlPAG", "lPAG", "dmPAG", "dPAG", "vPAG"),
        ("PAG",),
        FINER,
        "without its columns",
    ),
    Synonym(("DRN", "dorsal raphe", "dorsal raphe nucleus"), ("DR",), SAME),
    Synonym(("MnR", "MR", "median raphe", "median raphe nucleus"), ("CS",), SAME),
    Synonym(("raphe", "raphe nuclei"), ("RAmb", "DR", "CS", "RM", "RPA", "RO"), SEVERAL),
    Synonym(("PRN",), ("PRNr", "PRNc"), SEVERAL),
    Synonym(("raphe magnus",), ("RM",), SAME),
    Synonym(("raphe pallidus",), ("RPA",), SAME),
    Synonym(("raphe obscurus",), ("RO",), SAME),
    Synonym(("PPTg", "PPTN", "pedunculopontine tegmental nucleus"), ("PPN",), SAME),
    Synonym(("LDTg",), ("LDT",), SAME),
    Synonym(("NST", "solitary nucleus"), ("NTS",), SAME),
    Synonym(("PBN",), ("PB",), SAME),
    Synonym(("Pn", "pontine nuclei", "pontine nucleus"), ("PG",), SAME),
    Synonym(("coeruleus",), ("LC",), SAME),
    Synonym(("Crus1", "Crus I"), ("ANcr1",), SAME),
    Synonym(("Crus2", "Crus II"), ("ANcr2",), SAME),
    Synonym(("deep cerebellar nuclei", "cerebellar nuclei"), ("CBN",), SAME),
    Synonym(("vermis",), ("VERM",), SAME),
    Synonym(("brainstem",), ("BS",), SAME),
    Synonym(("white matter",), ("fiber tracts",), SAME),
    Synonym(("ventricles",), ("VS",), SAME),
    Synonym(("whole brain", "brain"), ("root",), SAME),
)

DOUBTFUL = {
    "VL": (("VAL",), "the ventrolateral thalamus"),
    "LH": (("LHA",), "the lateral hypothalamus"),
    "IP": (("IPN",), "the interpeduncular nucleus"),
    "IC": (("AI", "VISC"), "the insular cortex"),
    "BA": (("BLA", "BMA"), "the basal amygdala"),
    "HB": (("MH", "LH"), "the habenula"),
    "MB": (("MBO",), "the mammillary body"),
    "VS": (("STRv",), "the ventral striatum"),
    "CN": (("CBN", "CP"), "the cerebellar nuclei or the caudate nucleus"),
    "EP": (("GPi",), "the entopeduncular nucleus"),
    "MRN": (("CS",), "the median raphe nucleus"),
    "POR": (("VISpor",), "the postrhinal cortex"),
    "PRC": (("PERI",), "the perirhinal cortex"),
    "PO": (("MPO", "LPO"), "the preoptic area"),
    "AP": (("APN",), "the anterior pretectal nucleus"),
    "PT": (("PRT",), "the pretectal region"),
    "FC": (("FRP", "MO"), "the frontal cortex"),
    "SO": (("SOC",), "the superior olive"),
    "TRN": (("RT",), "the thalamic reticular nucleus"),
    "PPT": (("PPN",), "the pedunculopontine nucleus"),
    "DCN": (("CBN",), "the deep cerebellar nuclei"),
    "V4": (("VIS",), "a visual area"),
}
"""Exact Allen acronyms that laboratories often use for another region."""
