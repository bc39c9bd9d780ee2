"""The claim sheet: its formulas, calculated anew by a spreadsheet program, give the library's cents."""

from __future__ import annotations

import random
import shutil
import subprocess
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from deputized.money.coverage import ClaimLine, OfficerQuarter
from deputized.money.ledger import ClaimSheet, claim
from deputized.money.quarters import Quarter, quarters
from deputized.money.rules import rules
from deputized.money.sheet import claim_workbook

D = Decimal


def mixed_roster() -> list[OfficerQuarter]:
    """All models, mid-quarter days, leavers, a rise, half cents, the cap and every tier, over six quarters."""
    chance = random.Random(287)
    rows = []
    for n in range(24):
        model = ("TFM", "TFM", "TFM", "JEM", "WSO")[n % 5]
        certified = None if n == 7 else date(2025, 8, 1) + timedelta(days=chance.randrange(300))
        left = certified + timedelta(days=200) if certified and n % 6 == 0 else None
        for q in quarters(Quarter(2025, 3), Quarter(2026, 4)):
            if certified is not None and certified > q.last:
                continue
            salary = D(48_000 + 1_111 * n) + (D("2500.55") if q.year == 2026 else 0)
            rate = chance.choice(["1", "0.9", "0.8999", "0.8", "0.7999", "0.7", "0.6999", None])
            rows.append(
                OfficerQuarter(
                    f"{n}", model, certified, left, salary, salary * D("0.3855"), q, D(chance.choice(["0", "10.5", "333.25"])),
                    D("37.33") + n, D(rate) if rate else None,
                )
            )  # fmt: skip
    return rows


def recalculated(sheet: bytes, folder: Path) -> Path:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("needs LibreOffice (apt-get install libreoffice-calc-nogui) to calculate formulas anew")
    blank = load_workbook_without_values(sheet, folder / "claim.xlsx")
    out = folder / "out"
    subprocess.run(
        [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx", "--outdir",
         str(out), str(blank)], check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return out / "claim.xlsx"


def load_workbook_without_values(sheet: bytes, path: Path) -> Path:
    """openpyxl keeps formulas and drops their last results, so that none of ours can be taken for a new one."""
    path.write_bytes(sheet)
    load_workbook(path).save(path)
    assert load_workbook(path, data_only=True)["lines"]["D2"].value is None
    return path


def written(found: ClaimSheet, rows: list[OfficerQuarter]) -> bytes:
    return claim_workbook(found, rows, rules())


def test_a_spreadsheet_gives_the_library_s_cents(tmp_path: Path) -> None:
    rows = mixed_roster()
    found = claim(rows)
    assert {x.item for x in found.lines} == set(ClaimLine)
    assert any("cap" in x.reason for x in found.lines)
    book = load_workbook(recalculated(written(found, rows), tmp_path), data_only=True)
    lines = book["lines"]
    wrong = [
        (n, column, lines[f"{column}{n}"].value, amount)
        for n, x in enumerate(found.lines, 2)
        for column, amount in (
            ("D", x.cost),
            ("E", x.covered - x.award),
            ("F", x.not_covered),
            ("G", x.award),
        )
        if D(repr(lines[f"{column}{n}"].value)).quantize(D("0.0001")) != amount
    ]
    assert not wrong
    last = len(found.lines) + 2
    for column, amount in (
        ("D", found.total.cost),
        ("E", found.total.covered),
        ("F", found.total.not_covered),
        ("G", found.total.awards),
    ):
        assert D(repr(lines[f"{column}{last}"].value)).quantize(D("0.01")) == amount
    totals = book["totals"]
    assert D(repr(totals["C8"].value)).quantize(D("0.01")) == found.total.covered
    for n, part in enumerate(found.by_item().values(), 2):
        assert D(repr(totals[f"C{n}"].value)).quantize(D("0.01")) == part.covered


def test_every_amount_is_a_formula_and_opens_with_the_library_s_figure(tmp_path: Path) -> None:
    rows = mixed_roster()[:12]
    found = claim(rows)
    path = tmp_path / "claim.xlsx"
    path.write_bytes(written(found, rows))
    live, values = load_workbook(path)["lines"], load_workbook(path, data_only=True)["lines"]
    for n, x in enumerate(found.lines, 2):
        for column, amount in (
            ("D", x.cost),
            ("E", x.covered - x.award),
            ("F", x.not_covered),
            ("G", x.award),
        ):
            assert str(live[f"{column}{n}"].value).startswith("=")
            assert D(repr(values[f"{column}{n}"].value)).quantize(D("0.01")) == amount


def test_the_same_claim_is_the_same_bytes() -> None:
    rows = mixed_roster()
    assert written(claim(rows), rows) == written(claim(rows), rows)
