"""Where a table says left and right."""
