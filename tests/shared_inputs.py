"""What is not in the checkout: ../shared, or the folder that DEPUTIZED_SHARED names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent


def shared_folder(name: str) -> Path:
    """A folder of the shared inputs. Without it a test is skipped, saying so; under CI=true it fails."""
    base = Path(os.environ.get("DEPUTIZED_SHARED") or CHECKOUT.parent / "shared")
    folder = base / name
    if folder.is_dir():
        return folder
    reason = f"needs {name} of the shared inputs: not beside the checkout, and DEPUTIZED_SHARED names none"
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
