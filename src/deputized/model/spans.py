"""Days that are known to a month or a year only, as plain text."""

from __future__ import annotations

from calendar import monthrange


def last_day(text: str) -> str:
    """The last day that a day, month or year in ISO form may be, in ISO form.

    >>> last_day("2009-02"), last_day("2009-10-28"), last_day("2010")
    ('2009-02-28', '2009-10-28', '2010-12-31')
    """
    if len(text) == 4:
        return f"{text}-12-31"
    if len(text) == 7:
        return f"{text}-{monthrange(int(text[:4]), int(text[5:]))[1]:02d}"
    return text
