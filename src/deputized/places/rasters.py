"""An SVG drawing as a PNG file, set by the compiler that also sets the briefs: nothing fetched, same bytes each time."""

from __future__ import annotations

import tempfile
from pathlib import Path

_PAGE = '#set page(width: auto, height: auto, margin: 0pt)\n#image("drawing.svg", width: {width}pt)\n'
_POINT = 72  # points to an inch


def png(svg: str, width: int = 1950) -> bytes:
    """The drawing, `width` pixels wide."""
    import typst

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "drawing.svg").write_text(svg, encoding="utf-8")
        (place / "page.typ").write_text(_PAGE.format(width=width), encoding="utf-8")
        pixels: bytes = typst.compile(
            str(place / "page.typ"), root=folder, format="png", ppi=_POINT, ignore_system_fonts=True
        )
    return pixels
