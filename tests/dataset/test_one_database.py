"""The one database: keys hold, views are the library's answers, Datasette and DuckDB serve the same."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import duckdb
import frictionless
import pytest
from datasette.app import Datasette

from deputized.dataset.files import write_by_state, write_files
from deputized.dataset.tables import BESIDE
from deputized.facts.asked import QUESTIONS
from deputized.library import Registry
from deputized.library.crosswalk import crosswalk
from deputized.model.tables import TABLES
from deputized.store.views import VIEWS
from loop_apart import run_apart

QUESTION = QUESTIONS[0]


@pytest.fixture(scope="module")
def folder(sqlite_set: Path) -> Path:
    assert {p.name for p in sqlite_set.iterdir()} == {"deputized.sqlite", "metadata.json"}
    return sqlite_set


@pytest.fixture(scope="module")
def db(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{folder / 'deputized.sqlite'}?mode=ro", uri=True)) as opened:
        opened.row_factory = sqlite3.Row
        yield opened


def rows(db: sqlite3.Connection, query: str, values: Any = ()) -> list[tuple[Any, ...]]:
    return [tuple(r) for r in db.execute(query, values)]


def test_every_key_holds_and_every_column_is_described(db: sqlite3.Connection) -> None:
    assert rows(db, "PRAGMA foreign_key_check") == []
    assert rows(db, "PRAGMA integrity_check") == [("ok",)]
    held = {
        (t.name, column[1])
        for t in (*TABLES, *BESIDE, *VIEWS)
        for column in db.execute(f"PRAGMA table_info({t.name})")
    }
    told = {
        (t, c): words
        for t, c, words in rows(db, "SELECT table_name, column_name, meaning FROM about_columns")
    }
    assert set(told) == held
    assert all(told.values())
    linked = {r[2] for r in db.execute("PRAGMA foreign_key_list(bodies)")}
    assert linked == {"agencies", "counties", "places", "states"}


def test_every_body_of_the_country_is_in_it(registry: Registry, db: sqlite3.Connection) -> None:
    assert rows(db, "SELECT count(*) FROM bodies")[0][0] > 18_000
    ours = {r[0] for r in db.execute("SELECT agency_id FROM bodies WHERE agency_id IS NOT NULL")}
    assert ours == {r["agency_id"] for r in registry.agencies(standing="all")}
    harris = rows(db, "SELECT standing, county_fips FROM bodies WHERE ori = 'TX1010000'")
    assert harris == [("never listed", "48201")]
    assert rows(db, "SELECT DISTINCT body_id FROM identifiers WHERE value = 'TX1360000'") == [
        ("tx-kinney-county-sheriff",)
    ]


def test_views_are_the_librarys_answers(registry: Registry, db: sqlite3.Connection) -> None:
    status = registry.status()
    assert len(rows(db, "SELECT * FROM in_force")) == status.resolved.agreements
    by_state = {s: n for s, n in rows(db, "SELECT state, agreements FROM states_now") if n}
    held = {r["agreement_id"]: r["state"] for r in rows_of(db, "in_force")}
    assert by_state == {s: list(held.values()).count(s) for s in set(held.values())}
    assert by_state["TX"] == registry.status(state="TX").resolved.agreements
    assert {r["agency_id"] for r in rows_of(db, "ended")} >= {
        r["agency_id"] for r in registry.agencies(standing="former")
    }
    county = registry.county("12086")
    assert {r["county"] for r in rows_of(db, "counties_now") if r["county_fips"] == county.county.fips} == {
        county.county.name
    }
    for view in VIEWS:
        assert list(rows_of(db, view.name)[:1]) or view.name == "waiting", view.name
    assert len(rows_of(db, "waiting")) == len(registry.agencies(standing="pending"))


def rows_of(db: sqlite3.Connection, view: str) -> list[sqlite3.Row]:
    return db.execute(f"SELECT * FROM {view}").fetchall()


@pytest.mark.parametrize("as_of", ["2025-03-27", "2025-12-12", "2026-05-01", "2024-06-30"])
def test_both_clocks_of_the_database_are_the_librarys(
    registry: Registry, db: sqlite3.Connection, as_of: str
) -> None:
    question = next(q for q in QUESTIONS if q.name == "how_many_on_a_day")
    found = {r[0]: r[1] for r in db.execute(question.query, {"as_of": as_of, "state": ""})}
    assert sum(found.values()) == registry.status(as_of=as_of).resolved.agreements


def kinney(known_on: str) -> dict[str, str]:
    return QUESTION.begin | {"as_of": "2025-12-15", "known_on": known_on}


@pytest.mark.parametrize("known_on", ["2026-05-18", "2025-03-27", "2025-03-26"])
def test_street_powers_in_kinney_county_on_both_clocks(
    registry: Registry, db: sqlite3.Connection, known_on: str
) -> None:
    found = {r[0] for r in db.execute(QUESTION.query, kinney(known_on))}
    told = registry.county("Kinney County, TX", as_of="2025-12-15", known_on=known_on)
    assert found == {a.agency_id for a in told.agreements if a.model == "TFM"}
    assert found == ({"tx-kinney-county-sheriff"} if known_on > "2025-03-26" else set())


def test_datasette_serves_every_table_view_and_question(folder: Path, db: sqlite3.Connection) -> None:
    told = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    in_vermont = rows(db, "SELECT count(*) FROM bodies WHERE state = 'VT'")[0][
        0
    ]  # asked here: drive has a thread of its own

    async def drive() -> None:
        served = Datasette(
            [str(folder / "deputized.sqlite")], metadata=told, settings={"sql_time_limit_ms": 20_000}
        )
        await served.invoke_startup()
        pages = ["/", "/deputized", "/deputized.json", "/-/metadata.json"]
        pages += [f"/deputized/{t.name}.json?_size=2&_labels=on" for t in (*TABLES, *BESIDE, *VIEWS)]
        pages += [
            f"/deputized/{name}" for name in ("bodies", "agencies", "in_force", "laws", "about_columns")
        ]
        pages += [f"/deputized/{q.name}.json?{urlencode(q.begin)}" for q in QUESTIONS]
        for page in pages:
            answer = await served.client.get(page)
            assert answer.status_code == 200, (page, answer.text[:300])
        found = (
            await served.client.get(
                f"/deputized/{QUESTION.name}.json?_shape=array&{urlencode(kinney('2025-03-27'))}"
            )
        ).json()
        assert [(r["agency_id"], r["standing"]) for r in found] == [("tx-kinney-county-sheriff", "listed")]
        faceted = (await served.client.get("/deputized/bodies.json?state=VT&_size=1")).json()
        assert {f["value"]: f["count"] for f in faceted["facet_results"]["state"]["results"]} == {
            "VT": in_vermont
        }
        labelled = (
            await served.client.get(
                "/deputized/agency_places.json?agency_id=tx-kinney-county-sheriff&_labels=on"
            )
        ).json()
        assert labelled["rows"][0]["agency_id"]["label"] == "Kinney County Sheriff's Office"
        page = (await served.client.get("/deputized/places")).text
        assert "GeoNames" not in page and "public domain" in page
        sought = (
            await served.client.get("/deputized/find_an_agency.json?letters=KINNEY&_shape=array")
        ).json()
        assert "tx-kinney-county-sheriff" in {r["agency_id"] for r in sought}

    run_apart(drive())


def test_the_parquet_set_makes_the_same_database_in_duckdb(
    db: sqlite3.Connection, parquet_set: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(parquet_set)
    with closing(duckdb.connect()) as duck:
        duck.execute((parquet_set / "deputized.sql").read_text(encoding="utf-8"))
        for table in (*TABLES, *BESIDE, *VIEWS):
            count = f"SELECT count(*) FROM {table.name}"
            assert duck.execute(count).fetchone() == tuple(db.execute(count).fetchone()), table.name
        notes = duck.execute(
            "SELECT count(comment), count(*) FROM duckdb_columns() WHERE NOT internal AND table_name IN "
            "(SELECT table_name FROM duckdb_tables())"
        ).fetchone()
        assert notes is not None and notes[0] == notes[1] > 300
        keys = duck.execute(
            "SELECT count(*) FROM duckdb_constraints() WHERE constraint_type = 'FOREIGN KEY'"
        ).fetchone()
        assert keys is not None and keys[0] > 30
        asked = QUESTION.query
        for name, value in kinney("2025-03-27").items():
            asked = asked.replace(f":{name}", f"'{value}'")
        assert [r[0] for r in duck.execute(asked).fetchall()] == ["tx-kinney-county-sheriff"]


def test_the_package_of_what_stands_beside_the_registry_is_valid(registry: Registry, tmp_path: Path) -> None:
    """Read row by row by another program, with the bodies of one state; every place is held to its keys by DuckDB above."""
    names = [t.name for t in BESIDE if t.name not in ("places", "place_counties")] + ["agencies"]
    write_files(registry, tmp_path, names, state="VT")
    report = frictionless.Package(tmp_path / "datapackage.json").validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])[:5]
    assert {t.name for t in report.tasks} == set(names)


def test_a_database_is_whole_or_refused(registry: Registry, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="one database of every table"):
        write_files(registry, tmp_path, ["agencies"], "sqlite")
    with pytest.raises(ValueError, match="no such table"):
        write_files(registry, tmp_path, ["agency"], "csv")
    assert list(tmp_path.iterdir()) == []


def test_bodies_are_points_of_the_earth_and_say_what_they_are(registry: Registry, tmp_path: Path) -> None:
    ((name, count),) = write_files(registry, tmp_path, ["bodies"], "geojson")
    told = json.loads((tmp_path / name).read_text(encoding="utf-8"))
    assert set(told) == {"type", "features"} and told["type"] == "FeatureCollection"
    features = told["features"]
    assert len(features) == count == len({f["id"] for f in features}) > 18_000
    for f in features:
        assert set(f) == {"type", "id", "geometry", "properties"} and f["type"] == "Feature"
        assert (f["geometry"] is None) == (f["properties"]["point_source"] is None)
        if f["geometry"]:
            assert set(f["geometry"]) == {"type", "coordinates"} and f["geometry"]["type"] == "Point"
            longitude, latitude = f["geometry"]["coordinates"]
            assert -180 <= longitude <= 180 and -15 <= latitude <= 72
    kinney = next(f for f in features if f["id"] == "tx-kinney-county-sheriff")
    assert kinney["properties"]["ori"] == "TX1360000"
    assert kinney["geometry"]["coordinates"] == pytest.approx([-100.42, 29.31], abs=0.1)
    pointed = sum(f["geometry"] is not None for f in features)
    assert pointed > 0.9 * count
    local = [f for f in features if f["properties"]["kind"] in ("sheriff", "municipal_police")]
    assert len(local) > 3_000
    assert all(f["geometry"] for f in local if f["properties"]["agreements_in_force"])


def test_a_file_a_state_holds_what_the_whole_holds(registry: Registry, tmp_path: Path) -> None:
    written = dict(write_by_state(registry, tmp_path, "geojson"))
    assert {"TX/bodies.geojson", "GU/bodies.geojson", "DC/bodies.geojson"} <= set(written)
    whole = len(crosswalk(registry))
    assert sum(n or 0 for n in written.values()) == whole
    with pytest.raises(ValueError, match="which have points"):
        write_files(registry, tmp_path, ["agencies"], "geojson")
