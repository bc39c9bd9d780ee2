"""The registry's file: schema, writing, reading, export."""

from deputized.store.writer import StoreError, clear_leftovers, file_sha256, update_registry, write_registry

__all__ = ["StoreError", "clear_leftovers", "file_sha256", "update_registry", "write_registry"]
