"""The data set described for search engines: schema.org Dataset as JSON-LD.

The text goes into a `<script type="application/ld+json">`, a data block that browsers never run, so that a policy
of no inline scripts stands. What could end the block or open another is written as an escape of JSON's own.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from deputized.site.content import SiteContent
from deputized.site.downloads import MEDIA, Download
from deputized.site.words import LANGUAGES, say

LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def dataset_json(
    content: SiteContent, language: str, base_url: str, files: Sequence[Download] = ()
) -> Markup:
    """The Dataset, with its files where it has an address to give for them. Safe inside a script element."""
    home = "es/" if language == "es" else ""
    found: dict[str, Any] = {
        "@context": "https://schema.org/", "@type": "Dataset", "name": say(language, "dataset_name"),
        "description": say(language, "dataset_about"), "inLanguage": list(LANGUAGES), "isAccessibleForFree": True,
        "license": LICENCE, "version": content.registry.meta["newest_publication"],
        "dateModified": content.newest.isoformat(), "temporalCoverage": f"{content.first}/{content.newest.isoformat()}",
        "spatialCoverage": {"@type": "Place", "name": "United States"},
        "isBasedOn": "https://www.ice.gov/identify-and-arrest/287g",
        "keywords": ["287(g)", "immigration enforcement", "sheriffs", "local police", "counties"],
        "creator": {"@type": "Organization", "name": "deputized"} | ({"url": base_url} if base_url else {}),
    }  # fmt: skip
    if base_url:
        found |= {"@id": f"{base_url}data/", "url": f"{base_url}{home}data/"}
        if files:
            found["distribution"] = [_file(f, base_url) for f in files if f.group != "about"]
    return Markup(_inert(json.dumps(found, ensure_ascii=False, separators=(",", ":"))))


def _file(f: Download, base_url: str) -> dict[str, Any]:
    return {
        "@type": "DataDownload", "name": f.name, "contentUrl": f"{base_url}data/{f.name}", "encodingFormat": MEDIA[f.format],
        "contentSize": f"{f.size} B", "sha256": f.sha256,
    }  # fmt: skip


def _inert(text: str) -> str:
    return "".join(_ESCAPES.get(c, c) for c in text)
