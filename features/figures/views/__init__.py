"""The views that a figure consists of: slices, surface, flatmap, ontology map."""
