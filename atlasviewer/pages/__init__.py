"""The site's own pages: viewer, help, regions."""
