"""Surfaces of the regions for the 3-D view."""
