"""How to quote a page: its address, the list it rests on with the start of its hash, the day it was made; BibTeX and CSL-JSON.

What a new list changes stands in marked places (see `stamp`), so that a page need not be set again for it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from deputized.site import words

if TYPE_CHECKING:
    from deputized.site.frame import Frame

OWN = "deputized"
_SPECIAL = re.compile(r"([&%$#_{}])")
_CODE = re.compile("\ue000(\\w+)\ue001")
"""A place to be filled from the stamp, until text is escaped."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A page's citation: a sentence and two forms for programs. Each is ready to stand in a page."""

    text: Markup
    bibtex: Markup
    csl: Markup


def citation(title: str, path: str, frame: Frame, language: str) -> Citation:
    """How to quote a page at a path below the site's root."""
    asof = frame.stamp.marked(language)
    name = frame.publisher.name or OWN
    where = frame.base_url + path if frame.base_url else path
    said = words.say(
        language, "cite_text", who=name, title=title, day=at("day"), list=at("list"), hash=at("hash"), made=at("made"),
        where=where or OWN,
    )  # fmt: skip
    slug = "-".join(x for x in (OWN, *re.findall(r"[a-z0-9]+", path.lower())) if x)
    note = f"As of ICE's list of {at('isoday')} ({at('list')}, SHA-256 {at('hash')})"
    tex = [
        ("title", "{" + _tex(f"{title}: 287(g) agreements") + "}"),
        ("author", "{" + _tex(name) + "}"),
        ("year", at("year")),
        *([("url", where)] if frame.base_url else []),
        ("urldate", at("isomade")),
        ("note", note.replace("_", r"\_")),
    ]
    bibtex = f"@misc{{{slug},\n" + ",\n".join(f"  {k} = {{{v}}}" for k, v in tex) + "\n}"
    csl = {
        "id": slug,
        "type": "webpage",
        "title": f"{title}: 287(g) agreements",
        "author": [{"literal": name}],
        "container-title": OWN,
        "language": language,
        **({"URL": where} if frame.base_url else {}),
        "issued": {"raw": at("isomade")},
        "accessed": {"raw": at("isomade")},
        "note": note,
    }
    return Citation(
        filled(said, asof),
        filled(bibtex, asof),
        filled(json.dumps(csl, ensure_ascii=False), asof),
    )


def at(what: str) -> str:
    """A place in a text that `filled` fills from the stamp."""
    return f"\ue000{what}\ue001"


def _tex(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text.replace("\\", " "))


def filled(text: str, asof: Callable[[str], Markup]) -> Markup:
    """Text escaped, with its places filled in marks that a new list can write again."""
    parts = _CODE.split(text)
    return Markup("").join(_escaped(p) if n % 2 == 0 else asof(p) for n, p in enumerate(parts))


def _escaped(text: str) -> Markup:
    """Escaped to stand between tags, where quotes are letters as others."""
    return Markup(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
