"""The manual's recipes run and print what stands below them: in Python, in R, and as a notebook."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import sys
from contextlib import redirect_stdout
from html import unescape
from pathlib import Path
from typing import NamedTuple

import nbformat
import pytest
from nbconvert import HTMLExporter
from nbconvert.preprocessors import ExecutePreprocessor

import deputized
from deputized.dataset.files import write_files
from deputized.library import Registry
from deputized.library.opening import open_registry
from registry_fixture import put_in_place

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"
BLOCK = re.compile(r"```(python|r|stata)\n(.*?)```(?:\n\n```text\n(.*?)```)?", re.S)
R_WITHOUT_ARROW = """
library <- function(package) {
  name <- as.character(substitute(package))
  if (name != "arrow") base::library(name, character.only = TRUE)
}
read_parquet <- function(file) {
  table <- reticulate::import("pyarrow.parquet", convert = FALSE)$read_table(file)
  there <- tempfile(fileext = ".csv")
  reticulate::import("pyarrow.csv", convert = FALSE)$write_csv(table, there)
  kinds <- vapply(reticulate::iterate(table$schema$types), function(kind) as.character(reticulate::py_str(kind)), "")
  classes <- c("date32[day]" = "Date", int64 = "numeric", double = "numeric", bool = "logical")[kinds] |> unname()
  read.csv(there, colClasses = ifelse(is.na(classes), "character", classes), na.strings = "", encoding = "UTF-8")
}
"""


class Recipe(NamedTuple):
    page: str
    number: int
    language: str
    code: str
    printed: str


def recipes(page: str) -> list[Recipe]:
    found = BLOCK.findall((HOW_TO / page).read_text(encoding="utf-8"))
    return [Recipe(page, n, *some) for n, some in enumerate(found, 1)]


ALL = recipes("cookbook.md") + recipes("use-r-and-stata.md")


def test_there_are_fifteen_and_every_kind() -> None:
    assert len(recipes("cookbook.md")) == 15
    text = "".join(r.code for r in recipes("cookbook.md"))
    for name in (
        "import pandas",
        "import polars",
        "import duckdb",
        "library(arrow)",
        "import geopandas",
        "import sqlite3",
    ):
        assert name in text
    assert all(r.printed.strip() for r in ALL if r.language != "stata")


@pytest.mark.parametrize(
    "recipe", [r for r in ALL if r.language == "python"], ids=lambda r: f"{r.page}-{r.number}"
)
def test_a_recipe_prints_what_stands_below_it(
    recipe: Recipe, open_data: Path, registry_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(open_data)
    monkeypatch.setattr(deputized, "open", lambda: open_registry(registry_file))
    out = io.StringIO()
    with redirect_stdout(out):
        exec(compile(recipe.code, f"{recipe.page}:{recipe.number}", "exec"), {"__name__": "recipe"})
    assert out.getvalue() == recipe.printed


def run_r(code: str, folder: Path) -> str:
    if shutil.which("Rscript") is None:
        pytest.skip("no R on this machine: apt-get install r-base-core r-cran-rsqlite r-cran-reticulate")
    need = r_packages()
    if "arrow" not in need and "library(arrow)" in code:
        if "reticulate" not in need:
            pytest.skip("R has neither arrow nor reticulate: apt-get install r-cran-reticulate")
        code = R_WITHOUT_ARROW + code
    if "RSQLite" in code and "RSQLite" not in need:
        pytest.skip("R has no RSQLite: apt-get install r-cran-rsqlite")
    done = subprocess.run(
        ["Rscript", "--vanilla", "-"], input=code, cwd=folder, capture_output=True, text=True, check=False, timeout=300,
        env=os.environ | {"RETICULATE_PYTHON": sys.executable},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()) + "\n"


def r_packages() -> set[str]:
    asked = (
        "for (p in c('arrow', 'reticulate', 'RSQLite')) if (requireNamespace(p, quietly = TRUE)) cat(p, '')"
    )
    done = subprocess.run(
        ["Rscript", "--vanilla", "-e", asked], capture_output=True, text=True, check=False, timeout=120
    )
    return set(done.stdout.split())


def test_the_recipes_in_r_print_what_stands_below_them(open_data: Path) -> None:
    """Where R has no `arrow` (Debian has none), the files are read for it by pyarrow through reticulate."""
    some = [r for r in ALL if r.language == "r"]
    assert len(some) == 4
    mark = "---- next ----"
    told = run_r(f'\ncat("{mark}\\n")\n'.join(r.code for r in some), open_data)
    assert [part.strip("\n") for part in told.split(mark)] == [r.printed.strip("\n") for r in some]


def test_stata_is_told_columns_that_are_there(registry: Registry, tmp_path: Path) -> None:
    list(write_files(registry, tmp_path, ["agreements", "agency_places"], "csv"))
    code = "\n".join(r.code for r in ALL if r.language == "stata")
    for name, used in (
        ("agreements", ("signed_date", "status", "agency_id", "model")),
        ("agency_places", ("agency_id", "county_fips", "ori", "officers")),
    ):
        with (tmp_path / f"{name}.csv").open(encoding="utf-8-sig", newline="") as handle:
            columns = next(csv.reader(handle))
        assert set(used) <= set(columns) and all(word in code for word in used)
        assert all(len(c) <= 32 for c in columns), "Stata cuts longer names"


def test_the_notebook_runs_and_renders(
    open_data: Path, registry_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEPUTIZED_HOME", str(tmp_path))
    put_in_place(registry_file)
    book = nbformat.read(HOW_TO / "tour.ipynb", as_version=4)
    nbformat.validate(book)
    assert all(not cell.get("outputs") for cell in book.cells), "the notebook is kept without what it prints"
    ExecutePreprocessor(timeout=120, kernel_name="python3").preprocess(
        book, {"metadata": {"path": str(open_data)}}
    )
    page, _ = HTMLExporter().from_notebook_node(book)
    assert "Kinney County Sheriff's Office" in unescape(page)
    assert page.count("<table") > 5
