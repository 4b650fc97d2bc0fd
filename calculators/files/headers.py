"""The row of headers: found by the words that it holds, in any order, wherever it stands.

A header counts whatever its case, width, spaces and line ends, and whatever unit stands behind it
in brackets or in a second line. Two rows of headers are one: the lower names the column, the upper
the group where it is merged over several.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from calculators.core.words import catalogues
from calculators.files.characters import normalized
from calculators.files.tables import Row, Table
from calculators.registry import Calculator

_LOOKED_AT = 20
DAYS_GROUP = "考勤结果"
_SPACE = re.compile(r"\s+")
_UNIT = re.compile(r"(.+?)(?:\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】|/([^/()]+))")
_DAY = re.compile(
    r"(?:\d{2,4}[-/.年])?(?:\d{1,2}[-/.月])?(\d{1,2})(?:日|号)?(?:\(?(?:星期|周)?[一二三四五六日天]\)?)?"
)

type Vocabulary = Mapping[str, str]
"""Headers as `bare` leaves them, and the name that each is known by."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is understood: where it stands (from 0), its name, and its header's unit."""

    index: int
    name: str
    header: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Headers:
    """The headers of a table.

    `last_row` is the number of the lowest row of them; `above` is the text before them (title,
    period); `days` are columns of single days, (index, header), in their order; `unknown` are the
    headers of the others. `width` is how many cells a row may have.
    """

    last_row: int
    above: str
    columns: tuple[Column, ...]
    days: tuple[tuple[int, str], ...]
    unknown: tuple[str, ...]
    width: int = 0

    def named(self, name: str) -> Column | None:
        """Return the first column of a name."""
        return next((column for column in self.columns if column.name == name), None)

    @property
    def names(self) -> frozenset[str]:
        """The names of the columns that are understood."""
        return frozenset(column.name for column in self.columns)

    @property
    def twice(self) -> tuple[tuple[Column, Column], ...]:
        """Pairs of columns that are known by the same name."""
        first: dict[str, Column] = {}
        return tuple(
            (first[column.name], column)
            for column in self.columns
            if first.setdefault(column.name, column) is not column
        )


def bare(header: str) -> str:
    r"""Return a header without what does not count: case, width, spaces, line ends.

    >>> bare("迟到时长\n（分钟）"), bare(" Ｕｓｅｒ ID")
    ('迟到时长(分钟)', 'userid')
    """
    return _SPACE.sub("", normalized(header)).casefold()


def unit_of(header: str) -> tuple[str, str]:
    r"""Return a header's name, bare, and its unit: in brackets behind it, or in a second line.

    >>> unit_of("补卡次数\n(次)"), unit_of("迟到时长 分钟"), unit_of("旷工时长\n分钟")
    (('补卡次数', '次'), ('迟到时长分钟', ''), ('旷工时长', '分钟'))
    """
    if match := _UNIT.fullmatch(bare(header)):
        return match[1], next(filter(None, match.groups()[1:]), "")
    name, _, second = header.strip().partition("\n")
    return bare(name), bare(second)


def day_of(header: str) -> int | None:
    r"""Return the day of the month that a header names, None for another.

    >>> day_of("1\n星期三"), day_of("03-31 星期二"), day_of("2026-03-02"), day_of("迟到次数")
    (1, 31, 2, None)
    """
    match = _DAY.fullmatch(bare(header))
    return int(match[1]) if match and 1 <= int(match[1]) <= 31 else None  # noqa: PLR2004


@cache
def known(table: str) -> Vocabulary:
    """Return the words of a table of `headers.toml`."""
    source = files("calculators.files") / "headers.toml"
    listed = tomllib.loads(source.read_text(encoding="utf-8"))[table]
    return {bare(word): name for name, variants in listed.items() for word in variants}


def usual(name: str) -> str:
    """Return the first header that a name of an attendance export or a person goes by.

    >>> usual("late_length")
    '迟到时长'
    """
    listed = {**known("person"), **known("attendance")}
    return next((word for word, known_as in listed.items() if known_as == name), name)


def input_words(calculator: Calculator) -> Vocabulary:
    """Return the words for a calculator's inputs: names, labels in any language, other usual ones.

    >>> from calculators.registry import CALCULATORS
    >>> input_words(CALCULATORS["bonus"])[bare("绩效得分")]
    'score'
    """
    names = [each.name for each in calculator.inputs.fields()]
    usual = {word: name for word, name in known("inputs").items() if name in names}
    own = [language.of(calculator.name) for language in catalogues()]
    labels = {bare(each.field(name)["label"]): name for each in own for name in names}
    return usual | labels | {bare(name): name for name in names}


def find(table: Table, vocabulary: Vocabulary, *, days: bool = False) -> Headers | None:
    """Return the headers of a table where some are known; `days` also takes columns of days.

    Of the first rows, and pairs of rows, that which knows most columns is taken.
    """
    ahead = list(table.filled(table.ahead(_LOOKED_AT)))
    found: Headers | None = None
    most = (0, 0)  # a row of data may look like days: known columns count first
    for place, (number, cells) in enumerate(ahead):
        above = " ".join(dict.fromkeys(c for _, row in ahead[:place] for c in row if c))
        candidates = [_headers(number, above, cells, (), vocabulary, days=days)]
        if place + 1 < len(ahead):
            lower = ahead[place + 1]
            candidates.append(_headers(lower[0], above, lower[1], cells, vocabulary, days=days))
        for headers in candidates:
            knows = (len(headers.columns), len(headers.days))
            # Where headers are merged over two rows the lower adds nothing and belongs to them.
            lower_half = knows == most and found is not None and found.last_row == number
            if headers.columns and (knows > most or lower_half):
                found, most = headers, knows
    return found


def fullest(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the texts of the first row that has most of them: what the headers may be."""
    texts = ([cell for cell in cells if cell.strip()] for _, cells in rows)
    longest: list[str] = max(texts, key=len, default=[])
    return tuple(longest)


def _headers(  # noqa: PLR0913  # two rows and what is looked for
    last_row: int,
    above: str,
    leaves: Sequence[str],
    groups: Sequence[str],
    vocabulary: Vocabulary,
    *,
    days: bool,
) -> Headers:
    columns: list[Column] = []
    day_columns: list[tuple[int, str]] = []
    unknown: list[str] = []
    group = ""
    for index in range(max(len(leaves), len(groups))):
        upper = groups[index] if index < len(groups) else ""
        lower = leaves[index] if index < len(leaves) else ""
        group = upper or (group if lower else "")
        header = lower or upper
        if not header.strip():
            continue
        name, unit = unit_of(header)
        if known_as := vocabulary.get(bare(header)) or vocabulary.get(name):
            columns.append(Column(index, known_as, header, unit))
        elif days and (bare(group) == DAYS_GROUP or day_of(header) is not None):
            day_columns.append((index, header))
        else:
            unknown.append(header)
    width = max(len(leaves), len(groups))
    return Headers(last_row, above, tuple(columns), tuple(day_columns), tuple(unknown), width)


def surplus(table: Table, headers: Headers, cells: Sequence[str]) -> int:
    """Return how many filled cells of a row of a text file stand behind its last header.

    Then a comma too many, as in 1,000, has moved every cell behind it: none can be believed. In a
    workbook a cell stays in its column.
    """
    if table.sheet or len(cells) <= headers.width:
        return 0
    return sum(map(bool, cells[headers.width :]))


def after(table: Table, headers: Headers) -> Iterable[Row]:
    """Yield the rows below the headers."""
    return ((number, cells) for number, cells in table.rows if number > headers.last_row)
