"""python -m deputized.sources: lists the sources; `check` holds each to its examples, `golden` writes what they give."""

from __future__ import annotations

import json
import sys

from deputized.readers.errors import ReadError
from deputized.sources.folder import SourceError, load, names
from deputized.sources.reading import read


def main(arguments: list[str]) -> int:
    """Run one of the three. Exit code 1 if an example reads otherwise than its golden file says."""
    what = arguments[0] if arguments else "list"
    chosen = arguments[1:] or list(names())
    wrong = 0
    for source in map(load, chosen):
        if what == "list":
            print(f"{source.name}: {source.manifest.title}, {source.manifest.publisher}")
            continue
        for example in source.examples:
            golden = example.with_name(example.name + ".golden.json")
            try:
                found = read(source.name, example.name, example.read_bytes(), is_trimmed=True).plain()
            except ReadError as error:
                wrong += 1
                print(f"{source.name}: {error}")
                continue
            text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
            if what == "golden":
                golden.write_text(text, encoding="utf-8")
            elif not golden.exists() or golden.read_text(encoding="utf-8") != text:
                wrong += 1
                print(f"{source.name}: {example.name} reads otherwise than {golden.name} says")
    return 1 if wrong else 0


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1:]))
    except SourceError as error:
        raise SystemExit(str(error)) from None
