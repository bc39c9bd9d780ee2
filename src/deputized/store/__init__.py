"""The registry's file: schema, writing, reading, export."""

from deputized.store.writer import StoreError, update_registry, write_registry

__all__ = ["StoreError", "update_registry", "write_registry"]
