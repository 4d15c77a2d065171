"""Reading buckets and features, the hot path first."""
