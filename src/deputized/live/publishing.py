"""The publisher's kit: files that keep a site up to date by themselves, filled in and written to a folder."""

from __future__ import annotations

import hashlib
import re
import shlex
from pathlib import Path

from deputized import __version__

KIT = Path(__file__).parent / "kit"
PACKAGE = "deputized"
SAFE_URL = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?/(?:[A-Za-z0-9._~/-]*/)?")
SAFE_CONTACT = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+|https?://[A-Za-z0-9._~/-]+")
SAFE_COMMAND = re.compile(r"/[A-Za-z0-9._/-]+")
SAFE_PACKAGE = re.compile(r"[A-Za-z0-9._:/@+=\[\]~<>,-]+( @ [A-Za-z0-9._:/@+=-]+)?")


def write_kit(folder: Path, base_url: str, contact: str, command: str, package: str = "") -> list[Path]:
    """Write the kit's files; those that are there and differ are left, and ValueError names them.

    Everything given is checked: it is put into files that a shell or a service manager reads.
    """
    wanted = package or f"{PACKAGE}=={__version__}"
    for what, text, pattern in (
        ("--base-url", base_url, SAFE_URL), ("--contact", contact, SAFE_CONTACT), ("--command", command, SAFE_COMMAND),
        ("--package", wanted, SAFE_PACKAGE),
    ):  # fmt: skip
        if not pattern.fullmatch(text):
            raise ValueError(
                f"{what}: {text!r} cannot stand in these files; write it plainly, without blanks or quotes"
            )
    assert shlex.quote(command) == command
    # Not on the hour, and not when everybody else asks: a minute of this site's own.
    minute = int(hashlib.sha256(base_url.encode()).hexdigest(), 16) % 26 + 2
    values = {
        "BASE_URL": base_url, "CONTACT": contact, "COMMAND": command, "PACKAGE": wanted, "MINUTE": str(minute),
        "MINUTE2": str(minute + 30),
    }  # fmt: skip
    files = {}
    for source in sorted(KIT.iterdir()):
        text = source.read_text(encoding="utf-8")
        files[folder / source.name] = re.sub(r"@([A-Z_0-9]+)@", lambda m: values[m[1]], text)
    taken = [
        p.name
        for p, text in files.items()
        if p.exists() and p.read_text(encoding="utf-8", errors="replace") != text
    ]
    if taken:
        raise ValueError(
            f"{folder}: {', '.join(taken)} is there already and differs; give another folder or move it away"
        )
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
    return list(files)
