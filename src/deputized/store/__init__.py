"""The registry's file: schema, writing, reading, export."""

from deputized.store.writer import StoreError, write_registry

__all__ = ["StoreError", "write_registry"]
