"""python -m bench [identity|speed]: prints both, and keeps the identity result in bench/results."""

from __future__ import annotations

import argparse
from pathlib import Path

RESULT = Path(__file__).parent / "results" / "identity.txt"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("what", nargs="?", choices=["identity", "speed", "all"], default="all")
    parser.add_argument("--freeze", action="store_true", help="keep the identity result as the frozen one")
    options = parser.parse_args()
    if options.what in ("identity", "all"):
        from bench.identity import report

        text = report()
        print(text)
        if options.freeze:
            RESULT.write_text(text, encoding="utf-8")
        elif text != RESULT.read_text(encoding="utf-8"):
            print("this differs from the frozen result in bench/results/identity.txt")
    if options.what in ("speed", "all"):
        from bench.speed import report as speed_report

        print(speed_report())


if __name__ == "__main__":
    main()
