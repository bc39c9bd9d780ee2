"""Numbers in printed names, in whatever way they are written: I, 1, one, 1st and first are one number.

A word is a number only beside what is counted (precinct, district, ward, place): "Second Mesa" and "Five Points"
are places' names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_FIRST = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth"
)
_TENTHS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth"
CARDINALS = {w: n for n, w in enumerate(_UNITS.split(), 1)} | {
    w: 10 * n for n, w in enumerate(_TENS.split(), 2)
}
ORDINALS = {w: n for n, w in enumerate(_FIRST.split(), 1)} | {
    w: 10 * n for n, w in enumerate(_TENTHS.split(), 2)
}
COUNTED = frozenset(
    {"precinct", "district", "ward", "circuit", "no", "number", "place", "zone", "troop", "unit", "region"}
)
"""What is counted: a number stands beside one of these."""
_AFTER_COUNTED = COUNTED | {"constables", "marshals"}
_BEFORE_COUNTED = frozenset({"precinct", "district", "ward", "circuit", "judicial", "place", "zone"})
_ROMAN = re.compile(r"(x{0,3})(ix|iv|v?i{0,3})")
_DIGITS = re.compile(r"(?:pct|prec|precinct|district|dist|ward|no)?0*(\d+)(?:st|nd|rd|th)?")
_VALUES = {"": 0, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}


def roman(word: str) -> int:
    """The value of a Roman numeral up to 39; 0 for any other word.

    >>> roman("iii"), roman("iv"), roman("xxi"), roman("civic")
    (3, 4, 21, 0)
    """
    match = _ROMAN.fullmatch(word)
    return 10 * len(match[1]) + _VALUES[match[2]] if match and word else 0


def spelt(words: Sequence[str]) -> tuple[int, int]:
    """(value, words it takes) of a number in words at the start; (0, 0) if there is none.

    >>> spelt(["twenty", "third", "judicial"]), spelt(["one"]), spelt(["mesa"])
    ((23, 2), (1, 1), (0, 0))
    """
    first = words[0] if words else ""
    tens = CARDINALS.get(first, 0)
    if tens >= 20 and len(words) > 1:
        unit = ORDINALS.get(words[1], 0) or CARDINALS.get(words[1], 0)
        if 0 < unit < 10:
            return tens + unit, 2
    value = ORDINALS.get(first, 0) or tens
    return (value, 1) if value else (0, 0)


def in_digits(words: Sequence[str]) -> list[str]:
    """The words with every number beside what it counts in digits: "precinct iii" and "third precinct" say 3."""
    out: list[str] = []
    i = 0
    while i < len(words):
        before = out[-1] if out else ""
        value, taken = spelt(words[i:])
        if value:
            after = words[i + taken] if i + taken < len(words) else ""
            is_counted = before in _AFTER_COUNTED or after in _BEFORE_COUNTED
        else:
            value, taken = roman(words[i]), 1
            after = words[i + 1] if i + 1 < len(words) else ""
            is_counted = before in _AFTER_COUNTED or (words[i] != "i" and after in _BEFORE_COUNTED)
        if words[i].isdigit() and words[i + 1 : i + 2] == ["judicial"]:
            value, taken, is_counted = int(words[i]), 1, True
        is_rank = bool(value) and (words[i + taken - 1] in ORDINALS or after == "judicial")
        out.append((_rank(value) if is_rank else str(value)) if value and is_counted else words[i])
        i += taken if value and is_counted else 1
    return out


def _rank(value: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    last = {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{'th' if value // 10 % 10 == 1 else last}"


def number_of(words: Sequence[str]) -> str:
    """The precinct, district, circuit, ward or place: part of who a body is; empty if there is none.

    Each number that counts something, in order: precinct 2, place 1 is "2-1".
    """
    found: list[str] = []
    for i, word in enumerate(words):
        match = _DIGITS.fullmatch(word)
        if match is None:
            continue
        near = (*words[max(0, i - 2) : i], *words[i + 1 : i + 3])
        if not word.isdigit() or any(w in COUNTED or w == "judicial" for w in near):
            found.append(match[1])
    if not found:
        found = [w.lstrip("0") for w in words if w.isdigit()][:1]
    return "-".join(dict.fromkeys(found))


def is_number(word: str) -> bool:
    """Whether a word is a number or an ordinal, in digits."""
    return _DIGITS.fullmatch(word) is not None
