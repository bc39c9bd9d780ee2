"""The registry's file: schema, writing, reading, export."""

from deputized.store.alone import alone
from deputized.store.errors import StoreError
from deputized.store.writer import clear_leftovers, file_sha256, update_registry, write_registry

__all__ = ["StoreError", "alone", "clear_leftovers", "file_sha256", "update_registry", "write_registry"]
