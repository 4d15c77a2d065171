"""What a sheet says: header, blocks, keys, sides, features."""
