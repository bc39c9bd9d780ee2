"""The public library: questions to a registry, and the answers as plain records.

The command line, and whatever is built later, are thin views of this package and share its names.
"""

from deputized.library.opening import RegistryMissing, default_path, open_registry
from deputized.library.registry import Registry

__all__ = ["Registry", "RegistryMissing", "default_path", "open_registry"]
