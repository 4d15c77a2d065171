"""Reading volumes and points from files: any format, grid and order of axes. Knows no Django."""
