"""One road from what a person writes to the one agency that is meant: exact, or ask, or nothing."""

from deputized.resolver.answers import Ask, Exact, Nothing, Resolution
from deputized.resolver.known_bodies import KnownBody
from deputized.resolver.resolve import Resolver, resolver_of

__all__ = ["Ask", "Exact", "KnownBody", "Nothing", "Resolution", "Resolver", "resolver_of"]
