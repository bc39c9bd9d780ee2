"""Bodies asked for by their initials: PBSO, APD. They are shown to choose from, never chosen."""

from __future__ import annotations

import re

from deputized.resolver.keys import NameKey

_SAID = re.compile(r"[A-Z]{1,4}(?:PD|SO|SD|DPS)")
_ENDINGS = {"sheriff": ("SO", "SD"), "police": ("PD",), "public_safety": ("DPS",)}


def initials_in(text: str) -> tuple[str, str]:
    """(initials that stand first or last, the rest); ("", text) if there are none.

    >>> initials_in("APD Austin"), initials_in("DPD, Denver"), initials_in("PBSO"), initials_in("Austin PD")
    (('APD', 'Austin'), ('DPD', 'Denver'), ('PBSO', ''), ('', 'Austin PD'))
    """
    words = re.sub(r"\b([A-Z])\.", r"\1", text).replace(",", " ").split()
    for at in (0, -1):
        if words and _SAID.fullmatch(words[at]):
            return words[at], " ".join(words[1:] if at == 0 else words[:-1])
    return "", text


def bears(initials: str, key: NameKey) -> bool:
    """Whether a body's initials are these: its place's, C for a county's, and its office's.

    >>> bears("PBSO", NameKey("sheriff", "palm beach", "county")), bears("KCSO", NameKey("sheriff", "kinney", "county"))
    (True, True)
    """
    first = "".join(word[0] for word in key.base.split()).upper()
    middles = ("", "C") if key.form == "county" or key.role == "sheriff" else ("",)
    return bool(first) and any(
        initials == f"{first}{middle}{end}" for end in _ENDINGS.get(key.role, ()) for middle in middles
    )
