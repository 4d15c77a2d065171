"""Understands a sheet: header, blocks, keys, sides, features."""
