"""What browsers load: bundles of modules, the atlas's files, the first picture."""
