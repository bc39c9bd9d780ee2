"""Curated files: one typed loader for everything people write in curation/, and the shape each file must have."""

from deputized.curated.loading import CuratedEntry, CuratedError, parse, read, schemas
from deputized.curated.shapes import SHAPES

__all__ = ["SHAPES", "CuratedEntry", "CuratedError", "parse", "read", "schemas"]
