"""Every curated file under one typed loader: each kind of slip is one error with file, line, key and what is allowed."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import check_jsonschema  # noqa: F401  (brings jsonschema)
import jsonschema
import msgspec
import pytest
import yaml

from deputized.curated import SHAPES, CuratedEntry, CuratedError, parse, read, schemas

FOLDER = Path(__file__).parents[2] / "curation"
FILES = sorted(SHAPES)


def fields(name: str) -> dict[str, msgspec.structs.FieldInfo]:
    return {f.encode_name: f for f in msgspec.structs.fields(SHAPES[name])}


def with_entry(name: str, change: dict[str, object], drop: str = "") -> str:
    """The file's first entry once more, changed."""
    first = {k: v for k, v in read(FOLDER / name)[0].items() if k != drop} | change
    if name.endswith(".yml"):
        return str(yaml.safe_dump([first], allow_unicode=True, sort_keys=False))
    out = StringIO()
    writer = csv.DictWriter(
        out, [c for c in fields(name) if c != drop] + [k for k in change if k not in fields(name)]
    )
    writer.writeheader()
    writer.writerow(first)
    return out.getvalue()


def refusal(text: str, name: str) -> str:
    with pytest.raises(CuratedError) as caught:
        parse(text, name)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("name", FILES)
def test_what_ships_holds_its_shape_and_knows_its_lines(name: str) -> None:
    entries = read(FOLDER / name)
    assert entries and all(isinstance(e, CuratedEntry) and e.line for e in entries)
    lines = [e.line for e in entries]
    assert lines == sorted(set(lines))


@pytest.mark.parametrize("name", FILES)
def test_a_mistyped_key_is_one_error_that_says_what_was_meant(name: str) -> None:
    for key in fields(name):
        if key not in read(FOLDER / name)[0] or len(key) < 4:
            continue
        slip = key[:-2] + key[-1] + key[-2] if key[-1] != key[-2] else key + "x"
        said = refusal(with_entry(name, {slip: "x"}, drop=key), name)
        assert said.startswith(f"{name}, line ") and slip in said and f"did you mean {key}?" in said


@pytest.mark.parametrize("name", FILES)
def test_a_missing_key_is_named(name: str) -> None:
    for key, field in fields(name).items():
        if field.required:
            said = refusal(with_entry(name, {}, drop=key), name)
            assert said.startswith(f"{name}, line ") and key in said and "missing" in said


@pytest.mark.parametrize("name", FILES)
def test_a_value_of_another_type_is_refused_with_what_is_allowed(name: str) -> None:
    """Whatever is no plain text: a word of a list, a number, a day, a code."""
    tried = 0
    for key, value in read(FOLDER / name)[0].items():
        if value == "":
            continue
        for wrong in ("perhaps?", "12/31/2025 at noon"):
            text = with_entry(name, {key: wrong})
            try:
                parse(text, name)
            except CuratedError as error:
                tried += 1
                said = str(error)
                assert said.startswith(f"{name}, line ") and f"{key}: " in said and "must be" in said
    assert tried >= 2


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "26-01-01", "05/04/2026", "2026-1-1", "someday"])
def test_a_day_that_is_none_is_refused(name: str, day: str) -> None:
    days = [
        k for k in fields(name) if k in ("date", "when", "written", "source_date", "by", "effective_from")
    ]
    for key in days:
        said = refusal(with_entry(name, {key: day}), name)
        assert f"{key}: " in said and day in said and "2026-05-04" in said
    assert days or name in ("assumptions.csv", "first_answers.csv")


@pytest.mark.parametrize("name", [n for n in FILES if n.endswith(".yml")])
def test_a_number_where_text_belongs_and_a_key_given_twice(name: str) -> None:
    assert "agency: '7' is not allowed; it must be text" in refusal(with_entry(name, {"agency": 7}), name)
    text = with_entry(name, {}).rstrip() + "\n  agency: another\n"
    said = refusal(text, name)
    assert "'agency' stands twice in one entry" in said and f"line {len(text.splitlines())}" in said
    for broken in ("just words", "a: b", "- [1", "- one\n- two\n", "- a: \x00"):
        assert refusal(broken, name).startswith(name)
    assert parse("", name) == []


@pytest.mark.parametrize("name", [n for n in FILES if n.endswith(".csv")])
def test_a_row_with_a_comma_too_many_and_an_open_quote(name: str) -> None:
    good = with_entry(name, {})
    assert "line 3" in refusal(good + ",".join(["x"] * (len(fields(name)) + 1)) + "\n", name)
    assert "not a CSV row" in refusal(good + '"open\n', name)


def test_the_line_is_that_of_the_key() -> None:
    text = (FOLDER / "corrections.yml").read_text(encoding="utf-8")
    lines = text.splitlines()
    at = max(n for n, line in enumerate(lines) if line.startswith("  expect:"))
    lines[at] = "  expect: whenever"
    assert refusal("\n".join(lines), "corrections.yml").startswith(f"corrections.yml, line {at + 1} ")


@pytest.mark.parametrize("name", FILES)
def test_the_schemas_beside_the_files_are_those_of_the_shapes(name: str) -> None:
    """`make docs` writes them; an editor that knows JSON Schema checks while one types."""
    path = FOLDER / "schemas" / f"{name}.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    assert schema == json.loads(json.dumps(schemas()[name]))
    if name.endswith(".yml"):
        entries = [dict(e) for e in read(FOLDER / name)]
        jsonschema.validate(entries, schema)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate([entries[0] | {"resaon": "x"}], schema)
