"""Sentences about a file, kept as keys until they are written in the reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from calculators.core.words import Words
from calculators.files.characters import printable

_RUNS = 20  # of rows, that a sentence names


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence of the catalogue (`<table>.<key>`) and the values that it names."""

    table: str
    key: str
    values: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, place: str, /, **values: Any) -> Self:
        """Make a remark of its place in the catalogue, `table.key`.

        >>> Remark.of("opened.empty", file="a.csv").key
        'empty'
        """
        table, _, key = place.partition(".")
        return cls(table, key, values)

    def said(self, language: Words) -> str:
        r"""Return the sentence; a remark among its values is said in its place.

        What a file says in it cannot control the terminal that it is shown on.

        >>> from calculators.core.words import words
        >>> place("\x1b[2J考勤").said(words())
        '工作表“�[2J考勤”'
        """
        values = {
            name: value.said(language) if isinstance(value, Remark) else value
            for name, value in self.values.items()
        }
        return printable(language.say(self.table, self.key, **values))


def place(sheet: str, row: int | str | None = None) -> Remark:
    """Return how a sheet, or a row of it, is named within a sentence.

    A text file has one sheet without a name.

    >>> from calculators.core.words import words
    >>> place("考勤", 5).said(words()), place("", 5).said(words()), place("").said(words())
    ('工作表“考勤”第 5 行', '第 5 行', '文件')
    """
    if row is None:
        return (
            Remark.of("batch.sheet_place", sheet=sheet) if sheet else Remark.of("batch.text_file")
        )
    if sheet:
        return Remark.of("batch.row_of_sheet", sheet=sheet, row=row)
    return Remark.of("batch.row_of_text", row=row)


def place_of(source: str) -> Remark:
    """Return how what the column `source` says is named within a sentence.

    >>> from calculators.core.words import words
    >>> place_of("考勤!5-9").said(words()), place_of("5").said(words())
    ('工作表“考勤”第 5-9 行', '第 5 行')
    """
    sheet, _, rows = source.rpartition("!")
    return place(sheet, rows)


def placed(at: Remark, said: Remark | str) -> Remark:
    """Return a sentence behind the row that it is about."""
    return Remark.of("batch.placed", at=at, said=said)


def ranges(numbers: Iterable[int]) -> str:
    """Return numbers of rows in short, the first of many.

    >>> ranges([9, 5, 6, 7])
    '5-7、9'
    """
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = [str(a) if a == b else f"{a}-{b}" for a, b in runs[:_RUNS]]
    return "、".join(shown) + ("……" if len(runs) > _RUNS else "")


class Refused(Exception):
    """A file, or a batch as a whole, that cannot be read; nothing is written then."""

    def __init__(self, place: str, /, **values: Any) -> None:
        """Take the sentence's place in the catalogue, `table.key`, and the values it names."""
        super().__init__(place, values)
        self.remark = Remark.of(place, **values)
