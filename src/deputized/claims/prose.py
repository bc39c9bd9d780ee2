"""Text as people paste it: broken characters mended, markup taken off, paragraphs and sentences with where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser

import ftfy

from deputized.claims.days import find_days

LONGEST = 200_000
"""Characters of an article that are read."""

_BLOCKS = frozenset(
    ("p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "td", "th", "section", "article",
     "header", "footer", "blockquote", "figcaption", "table", "hr", "time", "title")
)  # fmt: skip
_UNSEEN = frozenset(("script", "style", "noscript", "template", "svg", "iframe", "nav", "form", "button"))
_SHORT = (
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Mr|Mrs|Ms|Dr|Gov|Sen|Rep|Reps|Sens|Lt|Col|Capt|"
    r"Sgt|Maj|St|No|Nos|vs|etc|Inc|"
    r"Co|Corp|Jr|Sr|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|"
    r"Mo|Mont|Neb|Nev|Okla|Ore|Pa|"
    r"Tenn|Tex|Va|Vt|Wash|Wis|Wyo|approx|Dept|Sec|Art|p|a\.m|p\.m|núm|art|Sra|EE|UU|gob|aprox"
)
_END = re.compile(r"(?<!\b[A-Z])(?<!\b(?:U\.S))(?P<stop>[.!?]+[\"'”’)\]]*)\s+(?=[\"'“‘(\[¿¡]*[A-ZÁÉÍÓÚÑ0-9])")
_ABBREVIATED = re.compile(rf"(?:\b(?:{_SHORT})|\b(?:[A-Z]\.)+[A-Z])\.$", re.I)
_GBK = re.compile("[\u3400-\u9fff\ue000-\uf8ff]+[?]?")
_STARTS = re.compile(
    r"(?:The|In|On|As|But|It|They|There|Now|This|That|These|Those|A|An|Since|For|By|At|We|El|La|Los|Las|En)\b"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, where it stands in the mended text, and the number of its paragraph."""

    text: str
    start: int
    end: int
    paragraph: int


def mended(text: str) -> str:
    """The text as it was meant: UTF-8 that was read as another encoding, by ftfy; or as GBK, which ftfy leaves.

    >>> mended("the officer\\u9225\\u6a9a salary")
    "the officer's salary"
    """
    if "\u9225" in text:
        text = _GBK.sub(_read_again, text)
    return str(ftfy.fix_text(text))


def _read_again(found: re.Match[str]) -> str:
    """Chinese characters that are UTF-8 quotes and dashes read as GBK; what is none is left alone."""
    raw = found[0].rstrip("?").encode("gbk", "ignore")
    whole = re.sub(rb"\xe2\x80(?![\x80-\xbf])", b"\xe2\x80\x94", raw)
    try:
        return whole.decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.kept: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in _BLOCKS:
            self.kept.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _BLOCKS:
            self.kept.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.kept.append(data.replace("\n", " "))


def plain(text: str) -> str:
    """A page's words, each block on its own line; a text without markup as it is."""
    if not re.search(r"<(?:p|div|html|body|article|br|span|h1|li|td|a)\b[^>]*>", text, re.I):
        return text
    reader = _Text()
    reader.feed(text)
    reader.close()
    return re.sub(r"[ \t]*\n[ \t\n]*", "\n", "".join(reader.kept)).strip()


def sentences(text: str) -> Iterator[Sentence]:
    """Sentences in order; each line is a paragraph. "Dec. 15", "U.S." and "Fla." end none.

    >>> [s.text for s in sentences("As of Dec. 15, there are 669. Texas has more.")]
    ['As of Dec. 15, there are 669.', 'Texas has more.']
    """
    for n, line in enumerate(re.finditer(r"[^\n]+", text)):
        start = line.start()
        for m in _END.finditer(line[0]):
            end = line.start() + m.end("stop")
            before = text[start:end]
            follows = line[0][m.end() :]
            if _ABBREVIATED.search(before) and not _STARTS.match(follows):
                continue
            yield from _one(text, start, end, n)
            start = line.start() + m.end()
        yield from _one(text, start, line.end(), n)


def _one(text: str, start: int, end: int, paragraph: int) -> Iterator[Sentence]:
    words = text[start:end].strip()
    if words:
        at = start + text[start:end].index(words[0])
        yield Sentence(words, at, at + len(words), paragraph)


def dateline(text: str) -> date | None:
    """The day an article says it was published: a line that is a day and little else, or "Published "
    "..."; else None."""
    for line in text[:3000].split("\n")[:40]:
        if len(line) > 120:
            continue
        days = [(s, e, w) for s, e, w in find_days(line) if w.is_day]
        if not days:
            continue
        start, end, when = days[0]
        rest = re.sub(r"\W+", " ", line[:start] + line[end:]).strip()
        if len(rest) <= 25 or re.search(
            r"\b(?:published|posted|updated|publicado|actualizado|date)\b", rest, re.I
        ):
            return when.last
    return None
