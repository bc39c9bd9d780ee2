"""The newest list's day, in one small style sheet.

Pages say "on ICE's newest list we hold", link to it, and take its day from here: so a new list changes only the pages
whose own content it changes, and every page still shows how fresh it is, with or without scripts.
"""

from __future__ import annotations

from datetime import date

from deputized.site import words


def newest_css(newest: date) -> str:
    """A style sheet that writes the day of the newest list into every `.newest`, in the page's language."""
    return "".join(
        f'.newest:lang({language})::after {{ content: " ({words.day(language, newest)})"; }}\n'
        for language in words.LANGUAGES
    )
