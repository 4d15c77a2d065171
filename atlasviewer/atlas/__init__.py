"""The brain: regions, mapping, geometry. Knows nothing of Django models or requests."""
