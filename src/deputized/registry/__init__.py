"""The registry: which rows speak of the same agency and agreement, and what really changed."""

from deputized.registry.build import build_registry

__all__ = ["build_registry"]
