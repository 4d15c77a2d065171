"""The pages that show a bucket with its features, its tree, and one feature with its versions."""
