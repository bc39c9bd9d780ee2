"""deputized: the 287(g) program as an open, computable registry.

>>> import deputized
>>> registry = deputized.open()
>>> registry.status(as_of="2025-12-12").printed.rows_by_model["TFM"]
661
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deputized.library import Registry

__version__ = "0.1.0"
__all__ = ["__version__", "open"]


def open(path: Path | str | None = None, *, progress: Callable[[int, int], None] | None = None) -> Registry:
    """The registry: the one at `path`, or that of the shipped lists and those you ingested, built if need be.

    Building takes a few seconds and happens once per set of lists; `progress(done, all)` is called meanwhile.
    """
    from deputized.library import open_registry

    return open_registry(path, progress=progress)
