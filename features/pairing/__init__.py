"""Two features side by side: their values paired by region, and how they agree."""
