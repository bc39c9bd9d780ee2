"""What every test may ask for: the shared inputs, the registry, and a home of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared_inputs import shared_folder

pytest_plugins = ["registry_fixture"]


@pytest.fixture(scope="session")
def shared_corpus() -> Path:
    """The corpus of ICE's workbooks with its manifest and gold files."""
    return shared_folder("corpus")


@pytest.fixture(scope="session")
def shared_reference() -> Path:
    """The reference tables: counties, places, agencies, jails."""
    return shared_folder("reference")


@pytest.fixture(scope="session")
def shared_facts() -> Path:
    """The sourced facts: rules, figures, claims, laws."""
    return shared_folder("facts")


@pytest.fixture(scope="session")
def shared_outcomes() -> Path:
    """What came of it: ICE's tables and workbooks, and figures others published."""
    return shared_folder("outcomes")


@pytest.fixture(scope="session")
def shared_history() -> Path:
    """The lists of 2007 to 2017 beside the checkout."""
    return shared_folder("history")


@pytest.fixture(scope="session")
def shared_live() -> Path:
    """What is known of ICE's page, its files and the Wayback Machine."""
    return shared_folder("live")


@pytest.fixture(scope="session")
def shared_cases() -> Path:
    """Inputs on which the program went wrong."""
    return shared_folder("cases")


@pytest.fixture(autouse=True, scope="session")
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """No test reads or writes the user's own ledger or registry: the session has a home of its own."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DEPUTIZED_HOME", str(home))
        yield home
