"""Link targets without the people in them.

Outlook rewrites links to SafeLinks whose query carries the e-mail address of the member of staff who pasted
them. The real address is in ``url=``; everything else is dropped here, before anything is stored or shown.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit, urlunsplit

_SAFELINK = re.compile(r"https?://[^?#\s]{0,100}safelinks[^\s]*", re.IGNORECASE)
_INNER = re.compile(r"[?&]url=([^&#]*)", re.IGNORECASE)
_EMAIL = re.compile(r"(?<![\w.+%'-])[\w.+%'-]*[\w+%'-](?:@|%40)[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
# Schemes that name a person, a file on somebody's disk or a program, not a document on the web.
_DROPPED_SCHEMES = ("mailto:", "tel:", "file:", "javascript:", "vbscript:", "data:")
_MOST_WRAPPINGS = 5


def unwrap_safelink(url: str) -> str | None:
    """The address inside a SafeLink, or None if it holds none; other addresses come back as they are."""
    for _ in range(_MOST_WRAPPINGS):
        if "safelinks" not in url.lower():
            return url
        match = _SAFELINK.search(url)
        if match is None:
            # The word stands in a path or query that is no SafeLink's host: nothing to unwrap.
            return None if "safelinks.protection" in url.lower() else url
        inner = _INNER.search(match[0])
        if inner is None or not inner[1]:
            return None
        url = unquote(inner[1].replace("+", " "))
    return None


@lru_cache(maxsize=16384)  # a link stands on a hundred lists
def clean_link(target: str) -> str | None:
    """A link target as it may be stored: SafeLinks unwrapped, mail links and addresses of people dropped.

    >>> clean_link("https://gcc02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.ice.gov%2Fa.pdf&data=05%7Cx")
    'https://www.ice.gov/a.pdf'
    >>> clean_link("mailto:someone@example.gov") is None
    True
    """
    lowered = target.lower()
    is_wrapped = "safelinks" in lowered
    if not is_wrapped and "@" not in target and "%40" not in target:
        return None if not target or lowered.lstrip().startswith(_DROPPED_SCHEMES) else target
    try:
        url = unwrap_safelink(target)
        if url is None or url.strip().lower().startswith(_DROPPED_SCHEMES):
            return None
        if "@" in url or "%40" in url:
            url = _without_people(url)
    except ValueError:  # a bracketed host that is no address: not a link anyone can follow
        return None
    return url or None


def _without_people(url: str) -> str:
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    query = "&".join(field for field in parts.query.split("&") if "@" not in unquote(field))
    fragment = "" if "@" in unquote(parts.fragment) else parts.fragment
    path = _EMAIL.sub("address-removed", parts.path)
    return urlunsplit((parts.scheme, host, path, query, fragment))


def clean_text(text: str) -> str:
    """Cell text with any SafeLink in it replaced by the address it wraps, and e-mail addresses taken out.

    Other text is untouched.
    """
    if "safelinks" in text.lower():
        text = _SAFELINK.sub(lambda match: clean_link(match[0]) or "", text)
    return _EMAIL.sub("address-removed", text) if "@" in text or "%40" in text else text
