"""Reads one printed row: state, model, signing day and MOA file, each beside the text it came from.

Nothing here looks at another row. What had to be read past is noted by class, so that `doctor` can count it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from urllib.parse import unquote

from rapidfuzz.distance import OSA

from deputized.model.cells import CellError, CellValue
from deputized.model.plain import Plain
from deputized.model.publications import Content
from deputized.registry.state_words import read_state

PROGRAMME_START = date(2002, 1, 1)
"""The first agreement was signed in 2002: an earlier day under SIGNED is a slip."""

MODELS = {"task": "TFM", "jail": "JEM", "warrant": "WSO"}
MODEL_NAMES = {
    "Task Force Model": "TFM",
    "Jail Enforcement Model": "JEM",
    "Warrant Service Officer": "WSO",
    "Tribal Task Force Model": "TTFM",
}
MODEL_WORD = re.compile(r"[a-z]+")
TYPE_NAMES = frozenset({"County", "Municipality", "State Agency"})
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH, _DAY, _YEAR = (
    rf"(?P<month>{'|'.join(MONTHS)})[a-z]*\.?",
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?",
    r"(?P<year>\d{4}|\d{2})",
)
CTIME = re.compile(
    rf"{_MONTH}\s+{_DAY}\s+\d{{1,2}}:\d{{2}}(?::\d{{2}})?\s+(?:[A-Z]{{3,4}}\s+)?{_YEAR}", re.IGNORECASE
)
MONTH_FIRST = re.compile(rf"{_MONTH}[\s/-]*{_DAY}[,\s/-]+'?{_YEAR}", re.IGNORECASE)
DAY_FIRST = re.compile(rf"{_DAY}[\s/-]*{_MONTH}[,\s/-]*'?{_YEAR}", re.IGNORECASE)
CLOCK = re.compile(
    r"[\sT,]+(?:at\s+)?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|UTC|GMT|E[SD]?T|C[SD]?T|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
WEEKDAY = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.IGNORECASE
)
COMPACT = re.compile(r"20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
SERIAL = re.compile(r"[34]\d{4}(?:\.\d+)?|5[0-4]\d{3}(?:\.\d+)?")
YEAR_FIRST = re.compile(r"(20\d{2})[/.-](\d{1,2})[/.-](\d{1,2})")
NOT_AVAILABLE = re.compile(r"#?n[/?\\]?a", re.IGNORECASE)
WAYBACK = re.compile(r"^https?://web\.archive\.org/web/\d+[a-z_]*/", re.IGNORECASE)
EXTENSION = re.compile(r"^chrome-extension://[a-z]+/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row(Plain):
    """What one printed row says. Texts are tidied for reading; the raw text stays in `Content`."""

    content_id: str
    state: str | None  # postal code
    state_printed: str
    agency: str
    type: str
    county: str | None  # None when the cell is missing, an error, or says N/A
    model: str | None
    signed: date | None
    signed_raw: str | None
    moa_file: str | None
    moa_url: str | None
    addendum_file: str | None
    addendum_url: str | None
    has_signed_column: bool
    notes: tuple[str, ...]
    signed_corrected: date | None = None  # the day as printed, where a reviewed correction reads another

    @property
    def signed_printed(self) -> date | None:
        """The day the list prints, whatever it is read as."""
        return self.signed_corrected or self.signed


def as_text(value: CellValue) -> str | None:
    """A cell as a person would read it; None when the list has no such column or the cell no value."""
    if value is None:
        return None
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def tidy(text: str) -> str:
    """Straight apostrophes, plain spaces, no space at the edges or doubled."""
    text = text.replace("’", "'").replace("‘", "'").replace("`", "'").replace("´", "'")
    return " ".join(text.replace("\xa0", " ").split())


@lru_cache(maxsize=512)
def read_model(text: str) -> tuple[str | None, str | None]:
    """TFM, JEM, WSO or TTFM by the words that name it, however misspelt; the note says what was read past.

    A cell that names more than one gives none, and the note "model_combined:" with all of them.
    """
    clean = tidy(text)
    if not clean:
        return None, "model_blank"
    if clean in MODEL_NAMES:
        return MODEL_NAMES[clean], None
    words = MODEL_WORD.findall(clean.casefold())
    found = dict.fromkeys(m for word in words if (m := _model_of(word)))
    if any(OSA.distance(word, "tribal", score_cutoff=1) <= 1 for word in words):
        found = dict.fromkeys("TTFM" if m == "TFM" else m for m in found or ("TTFM",))
    if len(found) > 1:
        return None, "model_combined:" + "+".join(sorted(found))
    if found:
        return next(iter(found)), "model_misspelt"
    return None, "model_unreadable"


def _model_of(word: str) -> str | None:
    if word in ("tfm", "jem", "wso", "ttfm"):
        return word.upper()
    word = "task" if word.startswith("taskforc") else word
    near = [m for w, m in MODELS.items() if OSA.distance(word, w, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 and len(word) > 2 else None


def read_signed(value: CellValue) -> tuple[date | None, str | None]:
    """The day under SIGNED, and what had to be read past.

    Reads dates, Excel serial days, ISO text, month/day/year text, a slash lost (``05/082025``), and months in letters.
    A day before 2002 or a year past 2100 is impossible and gives None.
    """
    if value is None:
        return None, "signed_blank"
    if isinstance(value, datetime):
        found: date | None = value.date()
        note = None
    elif isinstance(value, date):
        found, note = value, None
    elif isinstance(value, bool | CellError):
        return None, "signed_unreadable"
    elif isinstance(value, int | float):
        if not 1 <= value < 200_000:
            return None, "signed_unreadable"
        found, note = date(1899, 12, 30) + timedelta(days=int(value)), "signed_as_number"
    elif isinstance(value, str):
        if not value.strip():
            return None, "signed_blank"
        found, note = _signed_text(value.strip())
    else:
        return None, "signed_unreadable"
    if found is None:
        return None, note
    if found < PROGRAMME_START or found.year > 2100:
        return None, "signed_impossible"
    return found, note


def _signed_text(text: str) -> tuple[date | None, str | None]:
    """A day as text. What stands before or behind it, a weekday or a time, says nothing of the day."""
    whole, text = text, CLOCK.sub("", WEEKDAY.sub("", tidy(text).lstrip("'=\""))).strip(' ,"')
    if COMPACT.fullmatch(text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    elif SERIAL.fullmatch(text):
        return date(1899, 12, 30) + timedelta(days=int(float(text))), "signed_as_number"
    elif match := YEAR_FIRST.fullmatch(text):
        text = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    found, note = _one_day(text)
    is_plain = whole == text or whole.endswith("00:00:00")
    return found, "signed_as_text" if found and note is None and not is_plain else note


def _one_day(text: str) -> tuple[date | None, str | None]:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}([T ]00:00:00)?", text):
        year, month, day = text[:4], text[5:7], text[8:10]
        note = None
    elif match := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})([/.-]?)(\d{4}|\d{2})", text):
        month, day, slash, year = match.groups()
        note = "signed_as_text" if slash else "signed_slash_missing"
        if int(month) > 12 >= int(day) and slash:  # no month is so late: the day stands first
            month, day, note = day, month, "signed_day_first"
    elif match := MONTH_FIRST.fullmatch(text) or DAY_FIRST.fullmatch(text) or CTIME.fullmatch(text):
        parts = match.groupdict()
        month, day, year = str(MONTHS.index(parts["month"].lower()) + 1), parts["day"], parts["year"]
        note = "signed_as_text"
    else:
        return None, "signed_unreadable"
    try:
        return date(_whole_year(year), int(month), int(day)), note
    except ValueError:
        return None, "signed_unreadable"


def _whole_year(text: str) -> int:
    """A year of two digits as one of this program's time: 68 is 2068, 69 is 1969."""
    year = int(text)
    return year if len(text) > 2 else year + (2000 if year < 69 else 1900)


def clean_url(url: str) -> tuple[str, str | None]:
    """The document's own address: Wayback and browser-extension prefixes off, ``https:/www`` mended."""
    note = None
    cleaned = url.strip()
    if EXTENSION.match(cleaned):
        cleaned, note = EXTENSION.sub("", cleaned), "link_through_extension"
    cleaned = WAYBACK.sub("", cleaned)
    if re.match(r"^https?:/[^/]", cleaned):
        cleaned, note = cleaned.replace(":/", "://", 1), "link_slash_missing"
    return cleaned, note


@lru_cache(maxsize=16384)
def document_file(url: str) -> str | None:
    """File name of a document link, decoded and in lower case, to tell whether two links are one file."""
    name = unquote(unquote(clean_url(url)[0])).split("?")[0].split("#")[0].rstrip("/").rsplit("/", 1)[-1]
    name = " ".join(name.casefold().split())
    return name if "." in name and len(name) > 4 and not name.startswith("www.") else None


def _link(url: str | None, text: CellValue) -> tuple[str | None, str | None, str | None]:
    """(address, file, note) of an MOA or addendum cell; the page tables print the address as text."""
    if url is None and isinstance(text, str) and re.match(r"\s*(https?:/|/sites/|/doclib/)", text):
        url = text.strip()
    if url is None:
        return None, None, None
    cleaned, note = clean_url(url)
    return cleaned, document_file(cleaned), note


def read_row(content: Content) -> Row:
    """Read one distinct printed row."""
    notes: list[str] = []
    raw_state = as_text(content.state) or ""
    state, note = read_state(raw_state)
    notes += [note] if note else []
    if raw_state != raw_state.strip():
        notes.append("state_edge_space")
    elif note is None and raw_state != raw_state.upper() and "type" in content.columns:
        notes.append("state_letter_case")
    raw_agency = as_text(content.agency) or ""
    if not raw_agency.strip():
        notes.append("agency_blank")
    if raw_agency != raw_agency.strip():
        notes.append("agency_edge_space")
    if "’" in raw_agency:
        notes.append("agency_curly_apostrophe")
    if "\xa0" in raw_agency or "  " in raw_agency.strip():
        notes.append("agency_inner_space")
    county = _county(content, notes)
    raw_type = as_text(content.type) or ""
    if "type" in content.columns and raw_type not in TYPE_NAMES:
        notes.append("type_edge_space" if raw_type.strip() in TYPE_NAMES else "type_odd")
    raw_model = as_text(content.support_type) or ""
    model, note = read_model(raw_model)
    notes += [note] if note else []
    if raw_model != raw_model.strip():
        notes.append("model_edge_space")
    signed, signed_note = None, None
    if "signed" in content.columns:
        signed, signed_note = read_signed(content.signed)
        notes += [signed_note] if signed_note else []
    moa_url, moa_file, note = _link(content.moa_url, content.moa)
    notes += [note] if note else []
    if "moa" in content.columns and moa_url is None:
        notes.append("moa_not_posted")
    addendum_url, addendum_file, _ = _link(content.addendum_url, content.addendum)
    return Row(
        content.content_id,
        state,
        tidy(raw_state),
        tidy(raw_agency),
        tidy(raw_type),
        county,
        model,
        signed,
        as_text(content.signed),
        moa_file,
        moa_url,
        addendum_file,
        addendum_url,
        "signed" in content.columns,
        tuple(notes),
    )


def _county(content: Content, notes: list[str]) -> str | None:
    """COUNTY as text, or None for a missing column, an error cell, ``N/A`` in any spelling, or nothing."""
    if "county" not in content.columns:
        return None
    if isinstance(content.county, CellError):
        notes.append("county_error_cell")
        return None
    raw = as_text(content.county)
    if raw is None or not raw.strip():
        notes.append("county_blank")
        return None
    if raw != raw.strip():
        notes.append("county_edge_space")
    text = tidy(raw)
    if NOT_AVAILABLE.fullmatch(text):
        notes.append("county_not_available_text")
        return None
    return text
