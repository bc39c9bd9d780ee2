"""python -m bench [identity|mess|names|claims|sentences|articles|places|agreements|money|speed]: prints them and keeps all but speed."""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

RESULTS = Path(__file__).parent / "results"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "what",
        nargs="?",
        choices=[
            "identity",
            "mess",
            "names",
            "claims",
            "sentences",
            "articles",
            "places",
            "search",
            "agreements",
            "money",
            "speed",
            "all",
        ],
        default="all",
    )
    parser.add_argument("--freeze", action="store_true", help="keep the results as the frozen ones")
    options = parser.parse_args()
    for name in (
        "identity",
        "mess",
        "names",
        "claims",
        "sentences",
        "articles",
        "places",
        "agreements",
        "money",
    ):
        if options.what not in (name, "all"):
            continue
        text = importlib.import_module(f"bench.{name}").report()
        print(text)
        frozen = RESULTS / f"{name}.txt"
        if options.freeze:
            frozen.write_text(text, encoding="utf-8")
        elif text != frozen.read_text(encoding="utf-8"):
            print(f"this differs from the frozen result in bench/results/{name}.txt")
    if options.what in ("speed", "all"):
        from bench.speed import report as speed_report

        print(speed_report())


if __name__ == "__main__":
    main()
