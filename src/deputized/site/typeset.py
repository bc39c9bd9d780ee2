"""Texts as the typesetter's own fonts can show them: one odd character costs that character, not the page.

A PDF for everyone (PDF/UA) may not hold a character its fonts lack, and the typesetter refuses the whole of it. Names
on ICE's lists come with bullets of symbol fonts, and could come with anything.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

STAND_IN = "\u25a1"
"""What stands where a character cannot be shown: an empty box."""
_MOST_TRIES = 40
_LACKING = re.compile(r"text [`'\"]+(.+?)[`'\"]+ could not be displayed", re.DOTALL)
_SHOWN = (
    (0x20, 0x24F), (0x2BC, 0x2BC), (0x370, 0x3FF), (0x400, 0x4FF), (0x1E00, 0x1EFF), (0x2010, 0x2027), (0x2030, 0x205E), (0x20A0, 0x20BF),
    (0x2100, 0x214F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x25A0, 0x25FF),
)  # fmt: skip


def with_stand_ins(setter: Callable[[str], bytes], text: str) -> bytes:
    """What `setter` makes of a text; where it refuses characters, of the text with a box for each of them.

    Raises what it raises for any other reason.
    """
    import typst

    for attempt in range(_MOST_TRIES):
        try:
            return setter(text)
        except typst.TypstError as error:
            refused = _LACKING.search(str(error))
            if refused is None or attempt == _MOST_TRIES - 1:
                raise
            plain = plainer(text) if attempt == 0 else text
            text = plain.translate({ord(c): STAND_IN for c in refused[1] if c != STAND_IN and ord(c) > 0x7E})
    raise AssertionError("the last try returns or raises")


def plainer(text: str) -> str:
    """A text with full-width and joined letters as plain ones, without marks of direction, and boxes for rare scripts."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(
        c if any(low <= ord(c) <= high for low, high in _SHOWN) or c in "\n\t" else STAND_IN
        for c in folded
        if unicodedata.category(c) not in ("Cf", "Mn", "Me")
    )
