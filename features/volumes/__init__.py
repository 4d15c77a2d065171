"""Volumes and points: what lies in each region."""
