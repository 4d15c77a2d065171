"""Moving buckets in from the older site, and whole buckets out and in as packages."""
