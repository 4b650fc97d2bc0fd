"""The small parts of a workbook: its sheets, what its relations lead to, its formats, its texts."""

import re

from calculators.files.reading.cell_texts import is_date, is_duration, part_of
from calculators.files.reading.faults import Fault
from calculators.files.reading.xml_events import Attributes, Part
from calculators.files.tables import ShownPart

MOST_TEXTS = 5_000_000
"""As many as cells."""
MOST_FORMATS = 100_000
"""Excel has 65,490 at most."""
MOST_SHEETS = 1000
LONGEST_CELL = 131_072
"""Characters, as in a text file; Excel has 32,767 at most."""
_ESCAPED = re.compile(r"_x(0009|000[aA]|000[dD]|005[fF])_")


class Relations(Part):
    """What a part's relations lead to: by id, its type's last word and its path as written."""

    def __init__(self) -> None:
        """Start without any."""
        super().__init__()
        self.starts = {"Relationship": self._relation}
        self.targets: dict[str, tuple[str, str]] = {}

    def _relation(self, attributes: Attributes) -> None:
        if attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.targets[attributes.get("Id", "")] = kind, attributes.get("Target", "")
            if len(self.targets) > MOST_FORMATS:
                raise Fault("damaged")

    def first(self, kind: str) -> str | None:
        """Return the path of the first relation of a type."""
        return next((target for each, target in self.targets.values() if each == kind), None)


class Sheets(Part):
    """The sheets of a workbook in their order, as (name, relation, hidden), and its first day."""

    def __init__(self) -> None:
        """Start without any, in 1900."""
        super().__init__()
        self.starts = {"workbookPr": self._properties, "sheet": self._sheet}
        self.sheets: list[tuple[str, str, bool]] = []
        self.from_1904 = False

    def _properties(self, attributes: Attributes) -> None:
        self.from_1904 = attributes.get("date1904") in {"1", "true"}

    def _sheet(self, attributes: Attributes) -> None:
        relation = next((v for k, v in attributes.items() if k.endswith(" id")), "")
        hidden = attributes.get("state", "visible") != "visible"
        self.sheets.append((attributes.get("name", ""), relation, hidden))
        if len(self.sheets) > MOST_SHEETS:
            raise Fault("damaged")


class Formats(Part):
    """Which formats of cells, by number as written, show a date, a part of one, or a duration."""

    def __init__(self) -> None:
        """Start without any."""
        super().__init__()
        self.starts = {"numFmt": self._code, "cellXfs": self._begin, "xf": self._format}
        self.ends = {"cellXfs": self._finish}
        self.dates: set[str] = set()
        self.parts: dict[str, type[ShownPart]] = {}
        self.durations: set[str] = set()
        self._codes: dict[str, str] = {}
        self._count = 0
        self._inside = False

    def _code(self, attributes: Attributes) -> None:
        self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        if len(self._codes) > MOST_FORMATS:
            raise Fault("damaged")

    def _begin(self, _: Attributes) -> None:
        self._inside = True

    def _finish(self) -> None:
        self._inside = False

    def _format(self, attributes: Attributes) -> None:
        if not self._inside:  # a named style
            return
        number = attributes.get("numFmtId", "0")
        code = self._codes.get(number)
        if is_duration(number, code):
            self.durations.add(str(self._count))
        elif is_date(number, code):
            self.dates.add(str(self._count))
            if part := part_of(number, code):
                self.parts[str(self._count)] = part
        self._count += 1
        if self._count > MOST_FORMATS:
            raise Fault("damaged")


class Texts(Part):
    """Takes the text of elements `t`, without the readings of characters in `rPh`."""

    def __init__(self) -> None:
        """Start with nothing taken."""
        super().__init__()
        self.starts = {"t": self._take, "rPh": self._pass}
        self.ends = {"t": self._leave, "rPh": self._resume}
        self.text = self._add
        self._pieces: list[str] = []
        self._length = 0
        self._taken = self._passing = False

    def _take(self, _: Attributes) -> None:
        self._taken = not self._passing

    def _leave(self) -> None:
        self._taken = False

    def _pass(self, _: Attributes) -> None:
        self._passing = True

    def _resume(self) -> None:
        self._passing = False

    def _add(self, data: str) -> None:
        if self._taken:
            self._pieces.append(data)
            self._length += len(data)
            if self._length > LONGEST_CELL:
                self._refuse_length()

    def _refuse_length(self) -> None:
        raise Fault("long_text", most=LONGEST_CELL)


class SharedTexts(Texts):
    """The texts that cells refer to by their number."""

    def __init__(self) -> None:
        """Start without any."""
        super().__init__()
        self.ends["si"] = self._finish
        self.texts: list[str] = []

    def _finish(self) -> None:
        self.texts.append(unescaped("".join(self._pieces)))
        self._pieces.clear()
        self._length = 0
        if len(self.texts) > MOST_TEXTS:
            raise Fault("damaged")


def unescaped(text: str) -> str:
    r"""Return text with the line ends and tabs that a workbook writes as `_x000D_`.

    >>> unescaped("迟到_x000D_\n次数"), unescaped("a_x005F_x000D_")
    ('迟到\r\n次数', 'a_x000D_')
    """
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
