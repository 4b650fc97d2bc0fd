"""Sentences about a file, kept as keys until they are written in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from calculators.core.words import Words
from calculators.files.characters import printable


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


def place(sheet: str) -> Remark:
    """Return how a sheet is named within a sentence; a text file has one without a name."""
    return Remark.of("batch.sheet_place", sheet=sheet) if sheet else Remark.of("batch.text_file")


class Refused(Exception):
    """A file, or a batch as a whole, that cannot be read; nothing is written then."""

    def __init__(self, place: str, /, **values: Any) -> None:
        """Take the sentence's place in the catalogue, `table.key`, and the values it names."""
        super().__init__(place, values)
        self.remark = Remark.of(place, **values)
