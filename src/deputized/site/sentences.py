"""Changes as plain sentences, in English and Spanish: what ICE's lists show, no more. Words are in words.csv."""

from __future__ import annotations

import re

from markupsafe import Markup

from deputized.facts.happenings import Happening
from deputized.model.kinds import EVERY_MODEL
from deputized.site.words import LANGUAGES, WORDS, day, say

UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""What no sentence needs: control characters, and marks that turn the direction of the words around them."""


def plain(text: str | None) -> str:
    """Printed text fit to stand in a sentence: one line, nothing unseen in it."""
    return " ".join(UNSEEN.sub("", (text or "").replace("\n", " ").replace("\t", " ")).split())


def sentence(h: Happening, language: str) -> str:
    """What happened, in one sentence.

    >>> sentence(listing, "en")  # doctest: +SKIP
    "Kinney County Sheriff's Office (TX) is on ICE's list with a Task Force Model agreement, SIGNED 26 March 2025."
    """
    return _key(h, language).format(**_words(h, language))


def sentence_html(h: Happening, language: str, home: str) -> Markup:
    """The same with the agency's name linked to its page; `home` leads to the language's root."""
    words = _words(h, language)
    words["agency"] = Markup('<a href="{}agency/{}/">{}</a>').format(home, h.agency_id, plain(h.agency))
    return Markup(_key(h, language)).format(**words)


def source(h: Happening, language: str) -> str:
    """Which list it rests on, and the list before it."""
    text = say(language, f"told_on_{h.list_kind}", list=h.list_id, day=day(language, h.date))
    if h.previous_list:
        text += " " + say(language, "told_before", list=h.previous_list, day=day(language, h.previous_date))
    if h.known_from > h.date:
        text += " " + say(language, "told_known", day=day(language, h.known_from))
    return text


def caution(h: Happening, language: str) -> str:
    """What a reader must not conclude; empty where nothing needs saying."""
    if h.kind == "delisted":
        return say(language, "absence_note")
    if h.kind == "pending_cleared":
        return say(language, "told_cleared_note")
    return say(language, "signed_note") if h.kind == "listed" and h.signed else ""


def _key(h: Happening, language: str) -> str:
    key = f"told_{h.kind}"
    if h.kind == "listed" and h.signed is None:
        key = "told_listed_no_day"
    text = WORDS[key][LANGUAGES.index(language)]
    if h.kind == "listed" and h.pending_since:
        text += " " + WORDS["told_since_pending"][LANGUAGES.index(language)]
    return text


def _words(h: Happening, language: str) -> dict[str, str]:
    model = h.model if h.model in EVERY_MODEL else "unknown"
    dated = h.kind in ("redated", "renewed")
    models = h.kind == "model_switched"
    before, after = (
        _model(text, language) if models else day(language, text) if dated else _printed(text, language)
        for text in (h.before, h.after)
    )
    return {
        "agency": plain(h.agency), "state": h.state, "an_agreement": say(language, f"an_agreement_{model}"),
        "agreement": say(language, f"agreement_{model}"),
        "before": plain(before) or say(language, "told_blank"), "after": plain(after) or say(language, "told_blank"),
        "signed": day(language, h.signed), "last": day(language, h.previous_date), "day": day(language, h.date),
        "pending": day(language, h.pending_since), "gone": day(language, h.gone_from), "back": day(language, h.back_on),
    }  # fmt: skip


def _printed(text: str | None, language: str) -> str:
    """As printed; the registry marks a state it had to read past with a word of its own, which is said in ours."""
    known, misspelt, _ = (text or "").partition(" (misspelled)")
    return say(language, "told_misspelt", state=known) if misspelt else known


def _model(code: str | None, language: str) -> str:
    return say(language, f"agreement_{code if code in EVERY_MODEL else 'unknown'}")
