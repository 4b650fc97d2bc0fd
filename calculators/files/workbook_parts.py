"""The small parts of a workbook: its sheets, what its relations lead to, its formats, its texts."""

import re
from dataclasses import dataclass, field
from typing import ClassVar

from calculators.files.cell_texts import is_date, is_duration
from calculators.files.faults import Fault
from calculators.files.xml_events import Attributes

MOST_TEXTS = 5_000_000
"""As many as cells."""
MOST_FORMATS = 100_000
"""Excel has 65,490 at most."""
LONGEST_CELL = 131_072
"""Characters, as in a text file; Excel has 32,767 at most."""
_ESCAPED = re.compile(r"_x(0009|000[aA]|000[dD]|005[fF])_")


@dataclass(slots=True)
class Relations:
    """What a part's relations lead to: by id, its type's last word and its path as written."""

    targets: dict[str, tuple[str, str]] = field(default_factory=dict)

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.targets[attributes.get("Id", "")] = kind, attributes.get("Target", "")
            if len(self.targets) > MOST_FORMATS:
                raise Fault("damaged")

    def end(self, name: str) -> None:
        pass

    def text(self, data: str) -> None:
        pass

    def first(self, kind: str) -> str | None:
        """Return the path of the first relation of a type."""
        return next((target for each, target in self.targets.values() if each == kind), None)


@dataclass(slots=True)
class Sheets:
    """The sheets of a workbook in their order, as (name, relation, hidden), and its first day."""

    MOST: ClassVar = 1000
    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    from_1904: bool = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in {"1", "true"}
        elif name == "sheet":
            relation = next((v for k, v in attributes.items() if k.endswith(" id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), relation, hidden))
            if len(self.sheets) > self.MOST:
                raise Fault("damaged")

    def end(self, name: str) -> None:
        pass

    def text(self, data: str) -> None:
        pass


@dataclass(slots=True)
class Formats:
    """Which formats of cells, by number as written, show a date or a duration."""

    dates: set[str] = field(default_factory=set)
    durations: set[str] = field(default_factory=set)
    _codes: dict[str, str] = field(default_factory=dict)
    _count: int = 0
    _inside: bool = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            number = attributes.get("numFmtId", "0")
            if is_duration(number, self._codes.get(number)):
                self.durations.add(str(self._count))
            elif is_date(number, self._codes.get(number)):
                self.dates.add(str(self._count))
            self._count += 1
        if self._count + len(self._codes) > MOST_FORMATS:
            raise Fault("damaged")

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._inside = False

    def text(self, data: str) -> None:
        pass


@dataclass(slots=True)
class SharedTexts:
    """The texts that cells refer to by their number, without readings of characters (`rPh`)."""

    texts: list[str] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _taken: bool = False
    _reading: bool = False
    _length: int = 0

    def start(self, name: str, attributes: Attributes) -> None:
        del attributes
        if name == "t":
            self._taken = not self._reading
        elif name == "rPh":
            self._reading = True

    def end(self, name: str) -> None:
        if name == "t":
            self._taken = False
        elif name == "rPh":
            self._reading = False
        elif name == "si":
            self.texts.append(unescaped("".join(self._pieces)))
            self._pieces.clear()
            self._length = 0
            if len(self.texts) > MOST_TEXTS:
                raise Fault("damaged")

    def text(self, data: str) -> None:
        if self._taken:
            self._pieces.append(data)
            self._length += len(data)
            if self._length > LONGEST_CELL:
                raise Fault("long_text", most=LONGEST_CELL)


def unescaped(text: str) -> str:
    r"""Return text with the line ends and tabs that a workbook writes as `_x000D_`.

    >>> unescaped("迟到_x000D_\n次数"), unescaped("a_x005F_x000D_")
    ('迟到\r\n次数', 'a_x000D_')
    """
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
