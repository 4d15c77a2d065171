"""Row by row: problems, suggestions, values."""
