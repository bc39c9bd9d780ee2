"""deputized: the 287(g) programme as an open, computable registry."""
