"""A site with one address more, for measuring reads against a view that does nothing."""
