"""What goes wrong with a file of results, said so that it can be mended."""

from __future__ import annotations


class OutcomesError(ValueError):
    """A file of results is not as it must be; the message names file, sheet and row, and what to do."""
