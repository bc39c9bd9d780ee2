"""A text as it was given in bytes: in the writing it is in, or refused with what to do."""

from __future__ import annotations

import re

from deputized.claims.claim import ClaimError

_KINDS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "an office document or an archive"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a packed file"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def text_of(data: bytes, name: str) -> str:
    """The words in bytes: UTF-8, UTF-16 or UTF-32 with or without a mark, else Windows-1252.

    Raises ClaimError, naming the file, for one that is no text.

    >>> text_of("más de 36".encode("cp1252"), "a.txt")
    'más de 36'
    """
    told = next((kind for begin, kind in _KINDS if data.lstrip()[: len(begin)] == begin), "")
    if told:
        raise ClaimError(
            f"{name}: it is {told}, not text; copy its words into a text file, or paste them in quotes"
        )
    for mark, encoding in (
        (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
    ):  # fmt: skip
        if data.startswith(mark):
            return _decoded(data, encoding, name)
    half = max(1, len(data) // 2)
    if data[1::2].count(0) > 0.4 * half:
        return _decoded(data, "utf-16-le", name)
    if data[::2].count(0) > 0.4 * half:
        return _decoded(data, "utf-16-be", name)
    try:
        return _plain(data.decode("utf-8-sig"), name)
    except UnicodeDecodeError:
        return _decoded(data, "cp1252", name)


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return _plain(data.decode(encoding), name)
    except UnicodeDecodeError as error:
        raise _no_text(name) from error


def _plain(text: str, name: str) -> str:
    if len(_CONTROLS.findall(text)) > len(text) // 500:
        raise _no_text(name)
    return text


def _no_text(name: str) -> ClaimError:
    return ClaimError(
        f"{name}: it is no text that can be read; save it as plain text (UTF-8), or paste its words in quotes"
    )
