"""The documents of a command: those that ship and the user's own."""

from __future__ import annotations

import click

from deputized.documents.shelf import HeldDocument, Shelf
from deputized.documents.shipped import shipped


def everything() -> list[HeldDocument]:
    """The user's own readings before those that ship of the same file."""
    own = {h.reading.sha256: h for h in Shelf().all()}
    return sorted(
        [*own.values(), *(h for h in shipped() if h.reading.sha256 not in own)], key=lambda h: h.document_id
    )


def one(name: str) -> HeldDocument:
    """The document of that name or hash. A name that is none is answered with those like it."""
    import difflib

    held = everything()
    asked = name.rsplit("/", 1)[-1].casefold()
    found = [h for h in held if h.document_id in (asked, f"{asked}.pdf")] or [
        h for h in held if len(asked) >= 6 and (h.reading.sha256.startswith(asked) or asked in h.document_id)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise click.UsageError(f"{name} is more than one: " + ", ".join(h.document_id for h in found[:6]))
    near = difflib.get_close_matches(asked, [h.document_id for h in held], n=3, cutoff=0.5)
    hint = f"; is it {' or '.join(near)}?" if near else "; read one with: deputized document add FILE"
    raise click.UsageError(f"no document {name} is held{hint}")
