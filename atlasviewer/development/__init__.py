"""A site for those who change it: modules as they are written, pages that load again on change."""
