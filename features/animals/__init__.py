"""Tables with a column for each animal: groups recognised, described, compared, published."""
