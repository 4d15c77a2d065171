"""Values per region of volumes and points, and the files that volumes come in."""
