"""Judgements of people on who is who: rows with evidence that are asked before any rule and undone by a newer row.

`curation/judgements.csv` ships with the program; a user's own stand in `judgements.csv` of the data directory. A
judgement binds two printed names: `same` reads every row under the first as a row of the second, however long the
first was printed; `different` and `unsure` forbid every rule to make them one.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from io import StringIO
from pathlib import Path

from deputized import reference
from deputized.archive.home import home
from deputized.registry.curation import EXPECTATIONS, CurationError, curation_folder
from deputized.registry.names import AgencyName, parse_name
from deputized.registry.words import words_of

FILE = "judgements.csv"
FIELDS = (
    "judgement_id", "a", "b", "judgement", "because", "evidence", "who", "when", "expect", "replaces",
)  # fmt: skip
VERDICTS = ("same", "different", "unsure")
SIDE = re.compile(r"(?P<state>[A-Z]{2}): (?P<name>[^\[\]]*[^\[\] ])(?: \[(?P<county>[^\[\]]+)\])?")
SIDE_IS = "a postal code and the name as printed, e.g. 'TX: Kinney County Sheriff's Office', and [its county] if need be"
MOST = 2_000  # characters of a field


@dataclass(frozen=True)
class Side:
    """One of the two names a judgement binds, as a list prints it."""

    state: str
    printed: str
    county: str | None

    @classmethod
    def read(cls, text: str) -> Side | None:
        """The side that a field names; None if it names none."""
        found = SIDE.fullmatch(text.strip())
        if found is None or found["state"] not in {s.postal for s in reference.states()}:
            return None
        return cls(found["state"], found["name"], found["county"])

    @cached_property
    def name(self) -> AgencyName:
        """The name, understood."""
        return parse_name(self.state, self.printed, self.county)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words it is told by where its key does not tell it."""
        return tuple(words_of(self.printed))

    def __str__(self) -> str:
        return f"{self.state}: {self.printed}" + (f" [{self.county}]" if self.county else "")


@dataclass(frozen=True)
class Judgement:
    """One judgement, with who made it, when, why and what the source must still do for it to be needed."""

    judgement_id: str
    a: Side
    b: Side
    verdict: str
    because: str
    evidence: str
    who: str
    when: date
    expect: str
    replaces: str
    where: str  # file and line

    @cached_property
    def is_by_words(self) -> bool:
        """Whether both names have one key, so that only their words tell them apart."""
        return self.a.name.key == self.b.name.key

    @property
    def pair(self) -> frozenset[str]:
        """The two names, in either order."""
        return frozenset({str(self.a), str(self.b)})

    def side_of(self, name: AgencyName) -> str:
        """Which of its names a printed name is: "a", "b", or neither ("")."""
        for letter, side in (("a", self.a), ("b", self.b)):
            home = side.name.home
            if home and name.home and home != name.home:
                continue
            if self.is_by_words:
                told_by_home = home and home == name.home and self.a.name.home != self.b.name.home
                is_it = name.state == side.state and (
                    told_by_home or tuple(words_of(name.printed)) == side.words
                )
                is_it = is_it and name.key == side.name.key
            else:
                is_it = name.key == side.name.key
            if is_it:
                return letter
        return ""


class Judgements:
    """The judgements in force."""

    def __init__(self, rows: Iterable[Judgement] = ()) -> None:
        self.rows = _in_force(list(rows))
        self._by_key: dict[str, list[Judgement]] = {}
        for row in self.rows:
            for key in {row.a.name.key, row.b.name.key}:
                self._by_key.setdefault(key, []).append(row)

    def apply(self, name: AgencyName) -> AgencyName:
        """The name as it is to be read: another's where it was judged the same, kept apart where different."""
        for _ in range(len(self.rows) + 1):
            same = next(
                (j for j in self._by_key.get(name.key, ()) if j.verdict == "same" and j.side_of(name) == "a"),
                None,
            )
            if same is None:
                break
            apart = name.apart
            name = replace(same.b.name, printed=name.printed, note=None, apart=apart)
        for j in self._by_key.get(name.key, ()):
            side = "" if j.verdict == "same" else j.side_of(name)
            if side:
                name = replace(name, apart=(*name.apart, f"{j.judgement_id}/{side}"))
                if j.is_by_words and side == "a" and j.a.name.home == j.b.name.home:
                    name = replace(name, base=" ".join(j.a.words), base_how="words", note=None)
        return name


def judged_name(state: str, name: str, county: str | None = None) -> AgencyName:
    """A printed name understood, after every judgement on it was asked."""
    parsed = parse_name(state, name, county)
    judgements = in_force()
    return judgements.apply(parsed) if judgements.rows else parsed


def in_force() -> Judgements:
    """The shipped judgements and the user's own, read again only when their files change."""
    return _read(tuple((path, *_mark(path)) for path in files()))


def files() -> tuple[Path, ...]:
    """Where judgements stand: the shipped file and the user's own."""
    return (curation_folder() / FILE, home() / FILE)


def _mark(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=4)
def _read(marks: tuple[tuple[Path, int, int], ...]) -> Judgements:
    return Judgements(row for path, moment, _ in marks if moment for row in load_judgements(path))


def load_judgements(path: Path) -> tuple[Judgement, ...]:
    """Read and check one file. Raises `CurationError` naming file, line, key and what is allowed."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CurationError(f"{path}: cannot be read as UTF-8 text ({error})") from error
    return parse_judgements(text, path.name)


def parse_judgements(text: str, name: str) -> tuple[Judgement, ...]:
    """The judgements that a file of this name and text holds."""
    lines = csv.DictReader(StringIO(text), strict=True)
    try:
        if tuple(lines.fieldnames or ()) != FIELDS:
            raise CurationError(f"{name}, line 1: the columns must be {', '.join(FIELDS)}")
        return tuple(_judgement(row, f"{name}, line {lines.line_num}") for row in lines)
    except csv.Error as error:
        raise CurationError(f"{name}, line {lines.line_num + 1}: not a CSV row ({error})") from error


def _judgement(row: Mapping[str | None, str | None], where: str) -> Judgement:
    if None in row or None in row.values():
        raise CurationError(f"{where}: {len(FIELDS)} fields are needed: {', '.join(FIELDS)}")
    fields = {str(key): str(value).strip() for key, value in row.items()}

    def refuse(key: str, allowed: str) -> CurationError:
        return CurationError(f"{where}, {key}: {fields[key][:80]!r} is not allowed; it must be {allowed}")

    for key in ("judgement_id", "because", "evidence", "who"):
        if not fields[key] or len(fields[key]) > MOST:
            raise refuse(key, f"told, in at most {MOST} characters")
    sides = []
    for key in ("a", "b"):
        side = Side.read(fields[key])
        if side is None or len(fields[key]) > MOST:
            raise refuse(key, SIDE_IS)
        sides.append(side)
    if fields["judgement"] not in VERDICTS:
        raise refuse("judgement", f"one of {', '.join(VERDICTS)}")
    if fields["expect"] not in EXPECTATIONS:
        raise refuse("expect", f"one of {', '.join(EXPECTATIONS)}")
    try:
        when = date.fromisoformat(fields["when"])
    except ValueError:
        raise refuse("when", "a day such as 2026-05-18") from None
    if str(sides[0]) == str(sides[1]):
        raise refuse("b", "another name than a")
    return Judgement(
        fields["judgement_id"], sides[0], sides[1], fields["judgement"], fields["because"], fields["evidence"],
        fields["who"], when, fields["expect"], fields["replaces"], where,
    )  # fmt: skip


def _in_force(rows: list[Judgement]) -> tuple[Judgement, ...]:
    """The rows that none replaces. Raises `CurationError` where they contradict each other."""
    by_id: dict[str, Judgement] = {}
    for row in rows:
        if row.judgement_id in by_id:
            raise CurationError(
                f"{row.where}, judgement_id: {row.judgement_id!r} stands twice; each must be new"
            )
        if row.replaces and row.replaces not in by_id:
            known = ", ".join(by_id) or "none yet"
            raise CurationError(f"{row.where}, replaces: {row.replaces!r} is no earlier judgement ({known})")
        by_id[row.judgement_id] = row
    replaced = {row.replaces for row in rows if row.replaces}
    standing = [row for row in rows if row.judgement_id not in replaced]
    pairs: dict[frozenset[str], Judgement] = {}
    for row in standing:
        other = pairs.setdefault(row.pair, row)
        if other is not row:
            raise CurationError(
                f"{row.where}, replaces: {other.judgement_id} judges the same pair; name it here to undo it"
            )
    for row in standing:
        if row.verdict == "same":
            _refuse_circle(row, standing)
    return tuple(standing)


def _refuse_circle(row: Judgement, standing: list[Judgement]) -> None:
    into = {j.a.name.key: j for j in standing if j.verdict == "same"}
    key, steps = row.b.name.key, 0
    while key in into and steps <= len(into):
        if into[key] is row:
            raise CurationError(f"{row.where}, b: {row.b} is itself judged to be {row.a}; that is a circle")
        key, steps = into[key].b.name.key, steps + 1


def on_newest(judgement: Judgement, printed: Iterable[tuple[AgencyName, bool]]) -> tuple[bool, bool]:
    """Whether the names it needs are printed (on the newest lists, at all); `printed` says so of each name."""
    newest, ever = set(), set()
    for name, is_new in printed:
        side = judgement.side_of(name)
        if side:
            ever.add(side)
            if is_new:
                newest.add(side)
    needed = {"a"} if judgement.verdict == "same" else {"a", "b"}
    return needed <= newest, needed <= ever


def holds(judgement: Judgement, printed: Iterable[tuple[AgencyName, bool]]) -> bool:
    """Whether the source still does what the judgement expects."""
    newest, ever = on_newest(judgement, printed)
    return newest if judgement.expect == "printed" else ever and not newest


def apart(a: AgencyName, b: AgencyName) -> str | None:
    """The judgement that forbids two names to be one agency; None if there is none."""
    sides = dict(mark.rsplit("/", 1) for mark in a.apart)
    return next((j for j, side in _marks(b) if sides.get(j, side) != side), None)


def _marks(name: AgencyName) -> Iterator[tuple[str, str]]:
    for mark in name.apart:
        judgement, side = mark.rsplit("/", 1)
        yield judgement, side


def append(path: Path, row: Mapping[str, str]) -> None:
    """Add a row, whole or not at all. Raises `CurationError` if it, or what stands already, is not as it must be."""
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    out = StringIO()
    writer = csv.DictWriter(out, FIELDS, lineterminator="\n")
    if not before:
        writer.writeheader()
    writer.writerow(row)
    text = before + ("" if before.endswith("\n") or not before else "\n") + out.getvalue()
    rows: list[Judgement] = []
    for file in dict.fromkeys((*files(), path)):
        if file == path:
            rows += parse_judgements(text, path.name)
        elif file.is_file():
            rows += load_judgements(file)
    Judgements(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        aside.write_text(text, encoding="utf-8")
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
