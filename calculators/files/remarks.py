"""Sentences about a file, kept as keys until they are written in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from calculators.core.words import Words


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
        """Return the sentence; a remark among its values is said in its place."""
        values = {
            name: value.said(language) if isinstance(value, Remark) else value
            for name, value in self.values.items()
        }
        return language.say(self.table, self.key, **values)


def place(sheet: str) -> Remark:
    """Return how a sheet is named within a sentence; a text file has one without a name."""
    return Remark.of("batch.sheet_place", sheet=sheet) if sheet else Remark.of("batch.text_file")


class Refused(Exception):
    """A file, or a batch as a whole, that cannot be read; nothing is written then."""

    def __init__(self, place: str, /, **values: Any) -> None:
        """Take the sentence's place in the catalogue, `table.key`, and the values it names."""
        super().__init__(place, values)
        self.remark = Remark.of(place, **values)
