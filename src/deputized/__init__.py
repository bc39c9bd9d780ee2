"""deputized: the 287(g) programme as an open, computable registry."""

__version__ = "0.1.0"
