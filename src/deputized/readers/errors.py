"""The one error of the readers: which file, which sheet, which row, what is wrong and what to do."""

from __future__ import annotations

from pathlib import PurePath


def plain_name(path: PurePath) -> str:
    """A file's name as text that can be kept and shown: bytes of it that are no UTF-8 as question marks in a box."""
    return path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


class ReadError(Exception):
    """A file that cannot be taken in, with its address and what to do about it.

    `file` is the name as given; `sheet` and `row` (as Excel numbers rows) are None where they do not apply.
    """

    def __init__(
        self, file: str, problem: str, remedy: str, *, sheet: str | None = None, row: int | None = None
    ) -> None:
        self.file = file
        self.problem = problem
        self.remedy = remedy
        self.sheet = sheet
        self.row = row
        super().__init__(file, problem, remedy, sheet, row)

    def __str__(self) -> str:
        where = [self.file]
        if self.sheet is not None:
            where.append(f"sheet {self.sheet!r}")
        if self.row is not None:
            where.append(f"row {self.row}")
        return f"{', '.join(where)}: {self.problem}. {self.remedy}."

    def __reduce__(self) -> tuple[object, ...]:
        return (_remake, (self.file, self.problem, self.remedy, self.sheet, self.row))


def _remake(file: str, problem: str, remedy: str, sheet: str | None, row: int | None) -> ReadError:
    return ReadError(file, problem, remedy, sheet=sheet, row=row)
