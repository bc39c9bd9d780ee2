"""What `documents.apart` runs: requests as lines of JSON on standard input, readings as lines on standard output.

Bounds are set before anything hostile is opened: the memory it may take, no core file, no other program.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

MOST_BYTES = 500 * 2**20
MOST_FILE = 60_000_000


def main() -> None:
    """Answer requests until there are no more."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what libraries say goes to standard error
    _bound()
    for line in sys.stdin:
        print(json.dumps(_answer(json.loads(line))), file=out, flush=True)


def _bound() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MOST_BYTES, MOST_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        pass


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    from deputized.documents.pages import NotRead, PdfPage
    from deputized.documents.reading import read

    folder = Path(request["kept"]) if request["kept"] else None

    def kept(number: int) -> Any:
        path = folder / f"{number}.json" if folder else None
        try:
            return json.loads(path.read_text(encoding="utf-8")) if path and path.is_file() else None
        except ValueError:
            return None

    def keep(number: int, page: PdfPage) -> None:
        if not folder:
            return
        folder.mkdir(parents=True, exist_ok=True)
        words = [
            (without_private(w.text), w.left, w.top, w.right, w.bottom, round(w.confidence, 3))
            for w in page.read_words
        ]
        data = [without_private(page.read or ""), words, page.read_confidence, page.turned]
        passing = folder / f"{number}.passing"
        passing.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        passing.replace(folder / f"{number}.json")

    try:
        path = Path(request["path"])
        if path.stat().st_size > MOST_FILE:
            raise NotRead(f"it has more than {MOST_FILE // 1_000_000} MB; no agreement has")
        if "draw" in request:
            return {"picture": _picture(path.read_bytes(), *request["draw"])}
        reading, texts = read(
            path.read_bytes(), request["name"], request["seconds"], request["is_optical"], kept, keep
        )
        return {"reading": reading.to_dict(), "texts": [without_private(t) for t in texts]}
    except NotRead as error:
        return {"refused": str(error)}
    except MemoryError:
        return {"refused": f"reading it would take more than {MOST_BYTES // 2**20} MB of memory"}
    except Exception as error:  # noqa: BLE001 - a hostile file may raise anything; it is named and the next is read
        return {
            "refused": f"reading it failed ({type(error).__name__}: {' '.join(str(error).split())[:200]})"
        }


def _picture(data: bytes, number: int, box: list[float] | None) -> str:
    """A page, or a place in it with some room around, as PNG in base 64."""
    import base64
    import io

    from deputized.documents.pages import NotRead, open_pdf, pages

    page = next((p for p in pages(open_pdf(data)) if p.number == number), None)
    if page is None:
        raise NotRead(f"it has no page {number}")
    image = page.picture()
    if box:
        room, s = 40, page.scale
        left, top, right, bottom = (x * s for x in box)
        image = image.crop(
            (
                max(0, int(left) - 3 * room),
                max(0, int(top) - 2 * room),
                min(image.width, int(right) + 3 * room),
                min(image.height, int(bottom) + 3 * room),
            )
        )
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return base64.b64encode(out.getvalue()).decode("ascii")


def without_private(text: str) -> str:
    """Text without e-mail addresses and telephone numbers, which are kept nowhere."""
    import re

    text = re.sub(r"\S+@\S+", "…", text)
    return re.sub(r"\(?\b\d{3}\)?[\s.\-]?\d{3}[\s.\-]\d{4}\b|^\d{3}-\d{4}$", "…", text)


if __name__ == "__main__":
    main()
