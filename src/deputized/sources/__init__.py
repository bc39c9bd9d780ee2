"""Where facts come from: one folder a source, with its manifest, its parser, its columns, notes and examples.

`python -m deputized.sources` lists them; `python -m deputized.sources check` holds each folder to its examples.
"""

from deputized.sources.folder import Limit, Manifest, Source, SourceError, load, names
from deputized.sources.parsed import Parsed, ParsedRow, Provenance
from deputized.sources.reading import read

__all__ = [
    "Limit", "Manifest", "Parsed", "ParsedRow", "Provenance", "Source", "SourceError", "load", "names", "read",
]  # fmt: skip
