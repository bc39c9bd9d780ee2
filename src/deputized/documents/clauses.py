"""Where an agreement departs from the template of its day: struck, added, changed, or whole passages missing.

A template is what most agreements made from it say. Words are compared in order, not letters: a word that optical reading
bent is first taken for the template's word it is like. Places that each agency fills in are open in the template and are
never a deviation; nor is ink that reads like the template's own words badly read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

OPEN = "[…]"
"""A place in a template that each agency fills in."""
STRUCK, ADDED, CHANGED, MISSING = "struck", "added", "changed", "missing"
NOT_COMPARED = "not compared"
"""A passage whose letters in the file are no words: nothing can be said of it, and it is no deviation."""
LEAST = {True: 3, False: 6}
"""Words that make a deviation, in text that stands in the file and in text read from a picture."""
GONE = 150
"""Words in a row that make a passage, about a page's third."""
WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9'’/&]*")
FOOT = re.compile(r"^\s*(?:\d{1,2}|.{0,70}?\bRevised\s+\d\d?/\d\d?/\d{2,4}.{0,60}|.{3,60}?\s\d{1,2})\s*$")
SIGNATURES = re.compile(r"fullest extent allowed by law", re.IGNORECASE)
PRIVATE = re.compile(
    r"\S+@\S+|\(?\d{3}\)?[\s.\-]\d{3}[\s.\-]\d{4}"
    r"|\b\d{3,6}\s+(?:[NSEW]\.?\s+)?[A-Z]\w+\s+(?:St|Street|Ave|Avenue|Road|Rd|Blvd|Drive|Dr|Highway|Hwy)\b\.?"
)


@dataclass(frozen=True, slots=True)
class Deviation:
    """One departure. `template` and `document` are the words on either side, shortened; `is_clear` is False where the
    page was read from a picture and a person had better look."""

    kind: str
    page: int | None
    section: str
    template: str
    document: str
    words: int
    is_clear: bool


@dataclass(frozen=True, slots=True)
class Template:
    """A template: its words in order, open places among them."""

    template_id: str
    words: tuple[str, ...]
    made_of: int = 0  # agreements


def plain(word: str) -> str:
    """A word for comparing."""
    return re.sub(r"[^a-z0-9]", "", word.casefold())


def words_of(pages: Sequence[str]) -> list[tuple[str, int]]:
    """The words of a document with their pages, without the feet of pages and the blanks of forms."""
    out = []
    for number, text in enumerate(pages, 1):
        lines = text.splitlines()
        for n, line in enumerate(lines):
            if (n < 1 or n >= len(lines) - 3) and FOOT.match(line):
                continue
            line = re.sub(r"_{2,}|B{5,}|\.{4,}", " ", line)
            out += [(w, number) for w in WORD.findall(line) if plain(w)]
    return out


def _fitted(words: Sequence[str], vocabulary: frozenset[str]) -> list[str]:
    """Words as the template would have them: one that is no word of it, but nearly, is taken for that."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import extractOne

    by_length: dict[int, list[str]] = {}
    for word in vocabulary:
        by_length.setdefault(len(word), []).append(word)
    known: dict[str, str] = {}
    for word in set(words) - vocabulary:
        if len(word) < 4 or word.isdigit():
            continue
        near = [w for n in (-1, 0, 1) for w in by_length.get(len(word) + n, ())]
        most = 1 if len(word) < 7 else 2
        if found := extractOne(word, near, scorer=Levenshtein.distance, score_cutoff=most):
            known[word] = found[0]
    return [known.get(w, w) for w in words]


def aligned(template: Sequence[str], words: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """How to come from the template to the document, in runs."""
    from rapidfuzz.distance import Levenshtein

    numbers: dict[str, int] = {}
    one = [numbers.setdefault(w, len(numbers)) for w in template]
    two = [numbers.setdefault(w, len(numbers)) for w in words]
    return [(o.tag, o.src_start, o.src_end, o.dest_start, o.dest_end) for o in Levenshtein.opcodes(one, two)]


def compare(pages: Sequence[str], template: Template, is_text: bool) -> list[Deviation]:
    """The deviations of a document. `is_text` says that its words stand in the file and were not read from pictures."""
    source = [w for w in template.words if w != OPEN]
    after_open = set()
    count = 0
    for word in template.words:
        if word == OPEN:
            after_open.add(count)
        else:
            count += 1
    found = words_of(pages)
    base = [plain(w) for w in source]
    vocabulary = frozenset(base)
    mine = _fitted([plain(w) for w, _ in found], vocabulary)
    regions = _regions(aligned(base, mine))
    shut = _signature_span(base)
    out = []
    for start, end, low, high in regions:
        if any(n in after_open for n in range(start - 1, end + 2)) and high - low < 40 and end - start < 12:
            continue  # what an agency fills in
        if shut and start >= shut[0] and end <= shut[1]:
            continue  # the blocks of signatures
        if deviation := _deviation(source, base, found, mine, (start, end, low, high), is_text):
            out.append(deviation)
    return out


def _regions(codes: Sequence[tuple[str, int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Runs of difference, those with fewer than three like words between them taken together."""
    out: list[list[int]] = []
    for tag, a, b, c, d in codes:
        if tag == "equal":
            continue
        if out and a - out[-1][1] < 3 and c - out[-1][3] < 3:
            out[-1][1], out[-1][3] = b, d
        else:
            out.append([a, b, c, d])
    return [(a, b, c, d) for a, b, c, d in out]


def _signature_span(base: Sequence[str]) -> tuple[int, int] | None:
    """From the last sentence before the signatures to the first appendix."""
    for n in range(len(base) - 5):
        if base[n : n + 5] == ["fullest", "extent", "allowed", "by", "law"]:
            end = next((k for k in range(n, len(base)) if base[k] == "appendix"), len(base))
            return n + 4, end
    return None


def _deviation(
    source: Sequence[str],
    base: Sequence[str],
    found: Sequence[tuple[str, int]],
    mine: Sequence[str],
    region: tuple[int, int, int, int],
    is_text: bool,
) -> Deviation | None:
    from rapidfuzz.fuzz import ratio

    start, end, low, high = region
    gone, come = end - start, high - low
    real = [w for w in mine[low:high] if _is_word(w)] if not is_text else list(mine[low:high])
    least = LEAST[is_text]
    there, here = " ".join(base[start:end]), " ".join(mine[low:high])
    if gone and come and ratio(there.replace(" ", ""), here.replace(" ", "")) >= (85 if is_text else 62):
        return None
    if is_garbled([w for w, _ in found[low:high]]):
        kind = NOT_COMPARED
    elif gone >= GONE and len(real) < gone / 4:
        kind = MISSING
    elif gone >= least and len(real) < max(2, gone // 3):
        kind = STRUCK
    elif len(real) >= least and gone < max(2, len(real) // 3):
        kind = ADDED
    elif (gone >= least and len(real) >= least) or (
        is_text and gone and come and _is_weighty(base[start:end], mine[low:high])
    ):
        kind = CHANGED
    else:
        return None
    if kind in (ADDED, CHANGED) and len(real) >= least and not _is_prose(mine[low:high], kind):
        return None
    if not is_text and kind == ADDED and len(real) < come * 0.7:
        return None
    if kind == ADDED and _is_filled_in(" ".join(w for w, _ in found[low:high])):
        return None
    page = found[min(low, len(found) - 1)][1] if found else None
    return Deviation(
        kind,
        page,
        section_of(source, start),
        short(" ".join(source[start:end])),
        "" if kind == NOT_COMPARED else short(" ".join(w for w, _ in found[low:high])),
        max(gone, len(real)),
        is_text,
    )


JOINING = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "an",
        "or",
        "by",
        "for",
        "with",
        "that",
        "this",
        "be",
        "is",
        "are",
        "will",
        "shall",
        "may",
        "must",
        "not",
        "no",
        "as",
        "on",
        "at",
        "from",
        "any",
        "all",
        "such",
        "its",
        "which",
        "under",
        "if",
        "other",
        "than",
        "their",
        "it",
        "has",
        "have",
        "been",
        "into",
    ]
)
"""Words that sentences are joined by. A list of names and addresses has few of them, and is no clause."""


def _is_prose(words: Sequence[str], kind: str) -> bool:
    """Whether words are of a sentence: neither contacts filled in, nor signatures, nor smudge."""
    return sum(w in JOINING for w in words) >= len(words) * (0.2 if kind == ADDED else 0.12)


def _is_filled_in(text: str) -> bool:
    """Whether what was added are an agency's contacts or the foot of a page: no clause, and people's names."""
    return len(text.split()) < 25 and bool(re.search(r"For the LEA|\bRevised \d|\bLt\b|\bSgt\b|\bCapt", text))


def _is_weighty(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether a short change is of a number or of a duty."""
    telling = {"shall", "may", "must", "will", "not", "no"}
    return any(w.isdigit() or w in telling for w in (*one, *other)) and one != other


def is_garbled(words: Sequence[str]) -> bool:
    """Whether a long run is of letters that make no words: a font in the file that says others than it shows.

    >>> is_garbled("1YD 6XDD p ppqDu6 D Y 6i D Du6b i D V6 pi uDb6 D p p YD Ubb D Di G 6 6".split())
    True
    >>> is_garbled("ICE agrees to pay the salaries of all its deputies in a month that the LEA asks for".split())
    False
    """
    return len(words) >= 12 and sum(_is_word(w.casefold()) for w in words) < len(words) * 0.3


@lru_cache(maxsize=20_000)
def _is_word(word: str) -> bool:
    """Whether a reading from a picture is like a word and not like smudge."""
    return word.isdigit() or (
        len(word) > 2 and bool(re.search(r"[aeiouy]", word)) and not re.search(r"\d", word)
    )


def section_of(source: Sequence[str], at: int) -> str:
    """The heading before a place: a Roman numeral and the capitals after it."""
    for n in range(min(at, len(source) - 1), -1, -1):
        if (
            re.fullmatch(r"[IVX]{1,6}", source[n])
            and n + 1 < len(source)
            and source[n + 1].isupper()
            and len(source[n + 1]) > 1
        ):
            words = [source[n]]
            for word in source[n + 1 : n + 8]:
                if not word.isupper():
                    break
                words.append(word)
            return " ".join(words)
        if source[n] == "APPENDIX" and n + 1 < len(source):
            return f"APPENDIX {source[n + 1]}"
    return "the first page"


def short(text: str, most: int = 320) -> str:
    """Text for a record: no telephone, e-mail or street address, and not without end."""
    text = PRIVATE.sub("…", text)
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + " …"


def make_template(template_id: str, documents: Sequence[Sequence[str]], basis: int) -> Template:
    """The template that documents share: the words of one of them, open where most others differ."""
    first = [w for w, _ in words_of(documents[basis])]
    base = [plain(w) for w in first]
    vocabulary = frozenset(base)
    alike: Counter[int] = Counter()
    others = [d for n, d in enumerate(documents) if n != basis]
    for pages in others:
        mine = _fitted([plain(w) for w, _ in words_of(pages)], vocabulary)
        for tag, a, b, _, _ in aligned(base, mine):
            if tag == "equal":
                alike.update(range(a, b))
    words: list[str] = []
    for n, word in enumerate(first):
        if alike[n] * 2 >= len(others):
            words.append(word)
        elif not words or words[-1] != OPEN:
            words.append(OPEN)
    return Template(template_id, tuple(words), len(documents))


def likeness(pages: Sequence[str], template: Template, both: bool = False) -> float:
    """The share of a template's words that a document has in their order; with `both`, of the longer one's."""
    base = [plain(w) for w in template.words if w != OPEN]
    mine = _fitted([plain(w) for w, _ in words_of(pages)], frozenset(base))
    alike = sum(b - a for tag, a, b, _, _ in aligned(base, mine) if tag == "equal")
    return alike / max(1, len(base), len(mine) if both else 0)
