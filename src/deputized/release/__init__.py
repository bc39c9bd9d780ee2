"""A release of the data that can be cited: tables, schema, checksums, citation, deposit metadata, and what changed."""

from deputized.release.bundle import ReleaseError, make_release

__all__ = ["ReleaseError", "make_release"]
