"""Reads pictures of pages: whole pages by Tesseract, a single line by PP-OCRv6. Both come with `deputized[ocr]`.

Tried on 2 cores and 12 pages: Tesseract's fast model takes 1.7 s a page and finds printed words and the labels of forms;
rapidocr with its own detector 6 s. Of written dates Tesseract reads next to none, PP-OCRv4 about half, PP-OCRv6 nearly
all. So pages are read by the first, and the strip beside a label by the second.
"""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deputized.documents.pages import DOTS, PdfPage, Word
from deputized.documents.written import Lens

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image

    Columns = np.ndarray[Any, np.dtype[np.float64]]

MODEL = "PP-OCRv6_rec_small.onnx"
HEIGHT = 48
WIDEST = 1600
FEW_WORDS = 25


def is_there() -> bool:
    """Whether pages can be read optically here."""
    return bool(find_spec("tesserocr") and find_spec("onnxruntime") and model_file() and language_folder())


def model_file() -> Path | None:
    """The line reader's model, in the package that carries it."""
    found = find_spec("rapidocr")
    for place in (found.submodule_search_locations or []) if found else []:
        if (path := Path(place) / "models" / MODEL).is_file():
            return path
    return None


def language_folder() -> Path | None:
    """Where Tesseract's English model is: its wheel puts it beside the interpreter."""
    chosen = os.environ.get("TESSDATA_PREFIX")
    for place in ([Path(chosen)] if chosen else []) + [
        Path(sys.prefix) / "share" / "tessdata",
        Path("/usr/share/tesseract-ocr/5/tessdata"),
    ]:
        if (place / "eng.traineddata").is_file():
            return place
    return None


@lru_cache(maxsize=1)
def _tesseract() -> Any:
    import tesserocr

    return tesserocr.PyTessBaseAPI(path=str(language_folder()), lang="eng", psm=tesserocr.PSM.AUTO)


def page_words(image: Image.Image) -> list[Word]:
    """The words of a page's picture, in reading order."""
    import tesserocr

    api = _tesseract()
    api.SetImage(image)
    api.SetSourceResolution(DOTS)
    api.Recognize(50_000)
    found = api.GetIterator()
    out: list[Word] = []
    if found is None:
        return out
    level = tesserocr.RIL.WORD
    for word in tesserocr.iterate_level(found, level):
        try:
            text, box = word.GetUTF8Text(level), word.BoundingBox(level)
        except RuntimeError:
            continue
        if box:
            left, top, right, bottom = map(float, box)
            out.append(Word(text.strip(), left, top, right, bottom, word.Confidence(level) / 100))
    return out


def read_page(page: PdfPage) -> None:
    """Read a page and keep its words and text; a page lying on its side is turned first."""
    words = page_words(page.picture())
    if len(words) < FEW_WORDS or _sure(words) < 0.55:
        for turned in (90, 270, 180):
            page.turned = turned
            other = page_words(page.picture())
            if len(other) >= FEW_WORDS and _sure(other) > max(0.6, _sure(words) + 0.1):
                words = other
                break
        else:
            page.turned = 0
    page.read_words = words
    page.read_confidence = _sure(words)
    page.read = as_text(words)


def _sure(words: list[Word]) -> float:
    return sum(w.confidence for w in words) / len(words) if words else 0.0


def as_text(words: list[Word]) -> str:
    """Words in reading order as lines."""
    lines: list[list[Word]] = []
    for word in words:
        if lines and word.top < lines[-1][-1].bottom and word.left >= lines[-1][-1].left:
            lines[-1].append(word)
        else:
            lines.append([word])
    return "\n".join(" ".join(w.text for w in line) for line in lines)


@lru_cache(maxsize=1)
def _line_reader() -> tuple[Any, Lens, list[str]]:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(model_file()), options, providers=["CPUExecutionProvider"])
    listed = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    characters = ["", *listed, " "]
    return session, Lens(characters), characters


def read_strip(image: Image.Image) -> tuple[Columns, str, float]:
    """A strip of ink: its columns over the characters of dates, the likeliest plain text, and how sure that is."""
    import numpy as np

    session, lens, characters = _line_reader()
    width = max(HEIGHT, min(WIDEST, int(image.width * HEIGHT / image.height)))
    pixels = np.asarray(image.convert("RGB").resize((width, HEIGHT), 3), dtype=np.float32)
    columns = session.run(
        None, {session.get_inputs()[0].name: ((pixels / 255 - 0.5) / 0.5).transpose(2, 0, 1)[None]}
    )
    chances = np.asarray(columns[0][0], dtype=np.float64)
    if chances.shape[1] != len(characters):
        raise RuntimeError(f"{MODEL} has {chances.shape[1]} characters where {len(characters)} are listed")
    best = chances.argmax(axis=1)
    kept = [n for n in range(len(best)) if best[n] and (n == 0 or best[n] != best[n - 1])]
    text = "".join(characters[best[n]] for n in kept)
    sure = float(np.mean([chances[n, best[n]] for n in kept])) if kept else 0.0
    return lens(chances), text, sure
