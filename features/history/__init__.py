"""The history of a feature: versions, comparing two of them, the bin."""
