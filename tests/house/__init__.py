"""Guards over the house itself: they read the source, the tree and the tables."""
