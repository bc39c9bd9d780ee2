"""The blocks of signatures on a page: each label that says Date, what stands under it, and whose block it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from deputized.documents.pages import PdfPage, Word

SIGNING = re.compile(r"signing\s+this\s+M", re.IGNORECASE)
LABEL = re.compile(r"^[\W_]*(?:D|\[\))?ate[:;.,_]|^Date$|^Dat[eo]\W|^'DWH|^D[aeou][lt]e[:;.]")
OF_ICE = re.compile(
    r"Immigration|Customs|Homeland|Removal\s+Operations|Executive\s+Associate|designee|U\.?S\.?\s+ICE\b",
    re.IGNORECASE,
)
APPROVES = re.compile(
    r"Attorney|Counsel|Board|Council|Commission(?!er)|Judge|Mayor|Clerk|Witness|\bOAG\b|as to form|sufficiency|Manager",
    re.IGNORECASE,
)
COMMAND = re.compile(
    r"Sheriff|Chief|Constable|Jailer|Superintendent|Warden|Secretary|Commissioner|Colonel", re.IGNORECASE
)
LABEL_WIDTH = 70  # dots; the labels are set in 12 points on every template
ROW = 60
COLUMN = 300
BELOW = 420


@dataclass(slots=True)
class Block:
    """One block. `party` is ice, agency, approval, or empty where it cannot be told."""

    label: Word
    left: float
    top: float
    right: float
    bottom: float
    words: list[Word]
    head: str = ""
    party: str = ""

    @property
    def text(self) -> str:
        """Everything in it, in reading order, a line a line."""
        rows: list[list[Word]] = []
        for word in sorted(self.words, key=lambda w: (w.top + w.bottom) / 2):
            middle = (word.top + word.bottom) / 2
            if rows and abs(middle - (rows[-1][-1].top + rows[-1][-1].bottom) / 2) < 12:
                rows[-1].append(word)
            else:
                rows.append([word])
        return "\n".join(" ".join(w.text for w in sorted(row, key=lambda w: w.left)) for row in rows)

    @property
    def cell(self) -> tuple[float, float, float, float]:
        """Where the day is written: left, top, right, bottom, in dots."""
        tall = self.label.bottom - self.label.top > 30
        middle = self.label.bottom - 24 if tall else (self.label.top + self.label.bottom) / 2
        left = self.label.left + LABEL_WIDTH
        return left, middle - 60, min(self.right, left + 440), middle + 26


def find_page(pages: Sequence[PdfPage]) -> PdfPage | None:
    """The page that is signed: the one that says so, else the one whose text has the parts of a signature."""
    for page in pages:
        if SIGNING.search(re.sub(r"\s+", " ", page.best_text)):
            return page
    for page in pages:
        flat = re.sub(r"\s+", " ", page.best_text)
        if re.search(r"fully? auth\w+ to enter|full\w* extent allow\w*", flat) and re.search(
            r"Date|Homeland", flat[-900:]
        ):
            return page
    for page in pages:
        if len(re.findall(r"\bDate\s*:", page.best_text)) >= 2 and "Homeland" in page.best_text[-900:]:
            return page
    scored = [(len(re.findall(r"\b(?:Date|Signature|Title|Name)\s*[:;]", p.best_text)), p) for p in pages]
    best = max(scored, key=lambda x: x[0], default=(0, None))
    return best[1] if best[0] >= 3 else None


def find_blocks(page: PdfPage, layer: Sequence[Word], seen: Sequence[Word]) -> list[Block]:
    """The blocks of a page from the words in the file and those that were read optically."""
    both = [*seen, *layer]
    top = max(
        (
            w.top
            for w in both
            if re.match(r"signing", w.text, re.IGNORECASE) and w.top < page.height * page.scale
        ),
        default=page.height * page.scale * 0.1,
    )
    labels: list[Word] = []
    for word in both:
        if not LABEL.match(word.text) or word.top <= top or word.left > page.width * page.scale * 0.66:
            continue
        if word in seen and word.bottom - word.top < 18:
            continue  # the small print of a digital signature's stamp
        if any(abs(word.left - o.left) < 90 and abs(word.bottom - o.bottom) < ROW for o in labels):
            continue
        labels.append(word)
    labels = [w for w in labels if not _is_inside(w, labels, page)]
    labels += _supposed(labels, both, page)
    return sorted(
        (_block(w, labels, both, page) for w in labels), key=lambda b: (b.label.left > 600, b.label.top)
    )


SUPPOSED = -1.0
"""The confidence of a label that stands where one must be and was not read."""
APART = 675
"""Dots between the labels of the two columns, on every template."""


def _supposed(labels: Sequence[Word], words: Sequence[Word], page: PdfPage) -> list[Word]:
    """The place of a label that was not read, beside one that was, where an office or a printed line stands under it.

    A signature that runs over the label and the office leaves the last line: "Oconee County, Georgia".
    """
    if len(labels) != 1:
        return []
    one = labels[0]
    shift = APART if one.left < page.width * page.scale * 0.45 else -APART
    other = Word("Date:", one.left + shift, one.top, one.right + shift, one.bottom, SUPPOSED)
    if other.left < 100 or other.right > page.width * page.scale - 150:
        return []
    block = _block(other, [one, other], words, page)
    if COMMAND.search(block.text) or OF_ICE.search(block.text):
        return [other]
    printed = [
        w
        for w in block.words
        if w.confidence >= 0.9 and w.top > other.bottom and re.fullmatch(r"[A-Z][a-z]{3,}[,.]?", w.text)
    ]
    lined_up = any(abs(w.left - other.left) < 40 for w in printed)
    return [other] if len(printed) >= 2 and lined_up else []


def _is_inside(word: Word, labels: Sequence[Word], page: PdfPage) -> bool:
    """Whether a label stands in the middle of a column, as those of stamps do."""
    return any(150 < word.left - other.left < 480 and other is not word for other in labels) and not (
        word.left > page.width * page.scale * 0.45
    )


def _block(label: Word, labels: Sequence[Word], words: Sequence[Word], page: PdfPage) -> Block:
    right = min(
        (o.left - 8 for o in labels if o.left > label.left + COLUMN),
        default=min(label.left + 760, page.width * page.scale),
    )
    bottom = min(
        (o.top - 40 for o in labels if o.top > label.top + ROW and abs(o.left - label.left) < COLUMN),
        default=label.top + BELOW,
    )
    bottom = min(bottom, page.height * page.scale - 150)
    inside = [
        w
        for w in words
        if label.left - 45 <= (w.left + w.right) / 2 <= right
        and label.top - 75 <= (w.top + w.bottom) / 2 <= bottom
    ]
    over = [
        w for w in words if label.left - 60 <= w.left <= right and label.top - 190 <= w.top < label.top - 20
    ]
    found = re.search(r"For\s+(?:the\s+)?(LEA|ICE|OAG|[A-Z]{2,6})\b\s*:?", " ".join(w.text for w in over))
    return Block(label, label.left - 45, label.top - 75, right, bottom, inside, found[1] if found else "")


def name_parties(blocks: Sequence[Block]) -> None:
    """Say whose block each is. One that cannot be told keeps no party."""
    others: list[Block] = []
    for block in blocks:
        of_ice = bool(OF_ICE.search(block.text))
        if block.head == "ICE" or (of_ice and block.head != "LEA"):
            block.party = "ice"
        else:
            others.append(block)
    if sum(b.party == "ice" for b in blocks) > 1:
        firm = [
            b for b in blocks if b.party == "ice" and (b.head == "ICE" or len(OF_ICE.findall(b.text)) > 1)
        ]
        for block in blocks:
            if block.party == "ice" and block not in firm:
                block.party = ""
        if len(firm) > 1:
            for block in firm[1:]:
                block.party = ""
    plain = [b for b in others if not (APPROVES.search(b.text) and not COMMAND.search(b.text))]
    signers = [b for b in others if b.head == "LEA"] or (others if len(others) == 1 else plain)
    if signers:
        signers[0].party = "agency"
    for block in others:
        if not block.party and APPROVES.search(block.text + block.head):
            block.party = "approval"
