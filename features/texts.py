"""How long the texts of a feature may be."""

TEXT_LIMITS = {"short_desc": 10_000, "unit": 100}
STATISTIC_LIMIT = 200
