"""A site for developers: unbundled modules, and pages that reload on change."""
