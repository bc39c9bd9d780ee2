"""The facts that ship are what the program reads: a sample of the corpus is read again and compared."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from deputized.documents.apart import DocumentReader
from deputized.documents.shipped import files, shipped

SAMPLE = (
    "TexasOfficeAttorneyGeneral_TFM_MOA_01.30.25.pdf",
    "OklahomaBureauNarcotics_TFM_MOA_02.18.25.pdf",
    "287gWSO_BakerCoFl2019-10-15.pdf",
    "DamascusTownshipConstablePA_TFM_MOA_04292025.pdf",
)


@pytest.mark.corpus
@pytest.mark.parametrize("name", SAMPLE)
def test_a_document_read_again_says_the_same(shared_corpus: Path, name: str) -> None:
    pytest.importorskip("tesserocr")
    path = next(p for p in files(shared_corpus) if p.name == name)
    known = next(h for h in shipped() if h.document_id == name.casefold()).reading
    with DocumentReader(seconds=240) as reader:
        reading, _ = reader.read(path, name)
    assert reading.sha256 == known.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    told = {f.name: (f.standing, f.value) for f in reading.fields}
    assert told == {f.name: (f.standing, f.value) for f in known.fields}
