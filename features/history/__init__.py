"""What a feature was: versions, comparing two, the bin."""
