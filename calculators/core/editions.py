"""Rule editions: dated data files, each in force from the day that names it.

`rules/<name>/<YYYY-MM-DD>.toml` holds the figures of one edition in sections; a section has a
title, the clause that sets it, figures with their units and readings with their reasons. A
calculator declares the sections that it reads as dataclasses; a file that does not fit them is
refused with file and line.
"""

import hashlib
import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated, Any, Self, get_args, get_origin, get_type_hints

from calculators.core.kinds import found
from calculators.core.lines import Mistake, Place, line_of
from calculators.core.problems import Problem
from calculators.core.what_if import asked

_WHOLE = {"次", "小时", "周", "日", "月"}
_SYNTAX = re.compile(r"at line ([0-9]+), column ([0-9]+)")
# What is written with a Chinese keyboard, and what TOML has in its place outside of texts.
_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_WIDE |= dict(zip("“”‘’。、【】", "\"\"''.,[]", strict=True))
_WIDE["\u3000"] = " "
_TEXT_OR_COMMENT = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'|#.*')
_LEADING_NAMES = re.compile(r"(?:[a-z0-9_]+ )+")


class RuleError(ValueError):
    """A mistake in a rule file, as a sentence for its author."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a clause sets, with the unit as its readers write it.

    A declaration names the unit: `Annotated[Figure, "分钟"]`; a file in another one is refused,
    because the calculator would take its number for something else.
    """

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How a point is read where the clause's text allows more than one reading, and why.

    A declaration names what may be chosen: `Annotated[Reading, ("together", "separately")]`. The
    catalogue of words has a sentence for each choice (`readings.<rule>.<name>`).
    """

    choice: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Figures that one clause sets together, and how it is read."""

    title: str
    clause: str

    def figures(self) -> dict[str, Figure]:
        """Return the figures by name, in the order of the declaration."""
        named = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in named.items() if isinstance(value, Figure)}

    def readings(self) -> dict[str, Reading]:
        """Return the readings by name, in the order of the declaration."""
        named = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in named.items() if isinstance(value, Reading)}


@dataclass(frozen=True, slots=True)
class Edition[R]:
    """One edition of a calculator's rules."""

    name: str
    in_force_from: date
    sha256: str
    rules: R

    @property
    def sections(self) -> dict[str, tuple[Section, ...]]:
        """The sections under the names that the declaration gives them."""
        named = {
            field.name: getattr(self.rules, field.name)
            for field in fields(self.rules)  # type: ignore[arg-type]  # R is always a dataclass
        }
        return {n: (each,) if isinstance(each, Section) else each for n, each in named.items()}

    def place(self, *path: str | int) -> str:
        """Return file and line where this edition sets what path leads to."""
        source = files("calculators") / "rules" / self.name / f"{self.in_force_from}.toml"
        line = line_of(source.read_text("utf-8"), path)
        return f"calculators/rules/{self.name}/{source.name} 第 {line} 行"

    def changed(self, changes: Mapping[str, object]) -> Self:
        """Return this edition with other values; what holds for a file holds for them.

        `changes` maps `section.name`, or `section.title.name` where a section repeats, to the
        number of a figure or the choice of a reading. The new edition has a hash of its own.
        Raises RuleError for a place that is not there and a value that does not fit.
        """
        table = {name: _plain(each) for name, each in asdict(self.rules).items()}  # type: ignore[call-overload]  # R is always a dataclass
        for path, value in changes.items():
            entry = _entry(table, path.split("."))
            if entry is None:
                raise RuleError(f"规则 {self.name} 里没有“{path}”这个数或读法，请核对")
            entry["choice" if "choice" in entry else "value"] = value
        try:
            rules = _fitted(type(self.rules), table)
        except Mistake as mistake:
            raise RuleError(f"规则 {self.name} 不能这样改{mistake}") from None
        content = repr((self.sha256, sorted(changes.items()))).encode()
        return replace(self, sha256=hashlib.sha256(content).hexdigest(), rules=rules)


class Editions[R]:
    """Every edition of one calculator's rules, read once.

    A declaration with a method `mistake` says there what is wrong between its figures, or None: a
    sentence that begins with the place, as in `daily_wage pay_divisor 不能是 0`.
    """

    def __init__(self, name: str, declaration: type[R]) -> None:
        """Take the folder's name under `rules/` and the dataclass of sections that it holds."""
        self.name = name
        self.declaration = declaration

    @cached_property
    def all(self) -> tuple[Edition[R], ...]:
        """Every edition, earliest first. Raises RuleError for a file that does not fit."""
        folder = files("calculators") / "rules" / self.name
        sources = [source for source in folder.iterdir() if source.name.endswith(".toml")]
        return tuple(sorted(map(self._load, sources), key=lambda each: each.in_force_from))

    def in_force(self, day: date) -> Edition[R]:
        """Return the edition in force on day.

        Raises Problem("no_edition") before the first one: the nearest edition is never taken
        instead, because a wrong number looks right.

        >>> from calculators.bonus import EDITIONS
        >>> EDITIONS.in_force(date(2025, 1, 31)).in_force_from
        datetime.date(2025, 1, 1)
        """
        wanted = asked()
        begun = bisect_right(self._starts, day)
        if begun and wanted.as_of is not None:
            begun = bisect_right(self._starts, wanted.as_of)
        if not begun:
            raise Problem(
                "no_edition",
                day=day.isoformat(),
                first=self.all[0].in_force_from.isoformat(),
                last=self.all[-1].in_force_from.isoformat(),
            )
        edition = self.all[begun - 1]
        changes = wanted.changes.get(self.name)
        return edition.changed(changes) if changes else edition

    @cached_property
    def _starts(self) -> tuple[date, ...]:
        return tuple(edition.in_force_from for edition in self.all)

    def check_month(self, values: Mapping[str, Any]) -> dict[str, Problem]:
        """Return the problem of `month`, where values hold one, that no edition is in force."""
        if (month := values.get("month")) is not None:
            try:
                self.in_force(month.first)
            except Problem as problem:
                asked = {**problem.values, "day": str(month)}
                return {"month": Problem(problem.key, **asked)}
        return {}

    def _load(self, source: Traversable) -> Edition[R]:
        file = f"calculators/rules/{self.name}/{source.name}"
        content = source.read_bytes()
        if not _NAME.fullmatch(source.name):
            raise RuleError(f"{file}：文件名要写生效日期，是某月的 1 日，例如 2025-01-01.toml")
        in_force_from = date.fromisoformat(source.name.removesuffix(".toml"))
        table, text = parse_toml(file, content)
        table.pop("title", None)
        try:
            rules = _fitted(self.declaration, table)
        except Mistake as mistake:
            raise RuleError(mistake.told(file, text)) from None
        return Edition(self.name, in_force_from, hashlib.sha256(content).hexdigest(), rules)


# The months that a calculation asks for are whole: no edition begins within one.
_NAME = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-01\.toml")


def parse_toml(file: str, content: bytes) -> tuple[dict[str, Any], str]:
    """Return a TOML file's table, its numbers exact, and its text. Raises RuleError.

    >>> parse_toml("x.toml", b"value = 0.1")
    ({'value': Decimal('0.1')}, 'value = 0.1')
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        number = content[: error.start].count(b"\n") + 1
        raise RuleError(f"{file} 第 {number} 行：不是 UTF-8 编码的文字，请另存为 UTF-8") from error
    text = text.replace("\r\n", "\n")
    try:
        return tomllib.loads(text, parse_float=Decimal), text
    except tomllib.TOMLDecodeError as error:
        place = _SYNTAX.search(str(error))
        line = int(place[1]) if place else text.rstrip().count("\n") + 1
        if wide := _wide(text.split("\n")[line - 1]):
            raise RuleError(
                f"{file} 第 {line} 行：有全角的“{wide}”，请改成半角的“{_WIDE[wide]}”"
            ) from error
        at = f"第 {place[2]} 个字符附近" if place else "没有写完"
        raise RuleError(
            f"{file} 第 {line} 行：不是有效的 TOML 文件，{at}，"
            "请检查引号、括号、等号，以及同一项是不是写了两次"
        ) from error


def _wide(line: str) -> str:
    """Return the first full-width character of a line that TOML cannot have there, "" for none.

    Where a text is not closed, what looks like its end may be at fault, and no other character is.
    """
    bare = _TEXT_OR_COMMENT.sub("", line)
    wrong = "“”‘’" if '"' in bare or "'" in bare else _WIDE
    return next((each for each in bare if each in wrong), "")


def _misfit(path: tuple[str | int, ...], said: str, at: Place | None = None) -> Mistake:
    """Return a mistake at path; `at` is the path of its line where that is another one."""
    shown = (f"第 {part + 1} 节" if isinstance(part, int) else part for part in path)
    return Mistake(path if at is None else at, said, "".join(f" {part}" for part in shown))


def _plain(section: Any) -> Any:
    """Return a section of `asdict` as a TOML file would hold it."""
    return list(section) if isinstance(section, tuple) else section


def _entry(table: Mapping[str, Any], path: list[str]) -> dict[str, Any] | None:
    """Return the figure or reading that path names, None where there is none."""
    section = table.get(path[0])
    if isinstance(section, list):
        titled = {row["title"]: row for row in section}
        section = titled.get(".".join(path[1:-1]))
    entry = section.get(path[-1]) if section and len(path) > 1 else None
    return entry if isinstance(entry, dict) else None


def _fitted[R](declaration: type[R], table: Mapping[str, Any]) -> R:
    """Return a table of a TOML file as the rules that a calculator declares."""
    rules: R = _fit(declaration, table, ())
    mistake: str | None = getattr(rules, "mistake", lambda: None)()
    if mistake is not None:
        names = _LEADING_NAMES.match(mistake)
        at = tuple(int(n) - 1 if n.isdecimal() else n for n in names[0].split()) if names else ()
        raise Mistake(at, mistake)
    return rules


def _fit(wanted: Any, given: Any, path: tuple[str | int, ...]) -> Any:
    """Return given, a value of a TOML file, as what the declaration wants at this place."""
    if get_origin(wanted) is Annotated:
        item, allowed = get_args(wanted)
        fit = _fit_reading if item is Reading else _fit_figure
        return fit(given, allowed, path)
    if get_origin(wanted) is tuple:
        if not isinstance(given, list) or not given:
            raise _misfit(path, "要写成一组 [[…]]，至少一节")
        item = get_args(wanted)[0]
        return tuple(_fit(item, each, (*path, n)) for n, each in enumerate(given))
    if is_dataclass(wanted) and isinstance(wanted, type):
        return _fit_table(wanted, given, path)
    if wanted is Decimal and isinstance(given, int | Decimal) and not isinstance(given, bool):
        number = Decimal(given)
        if number.is_finite() and number >= 0:
            return number
    if wanted is str and isinstance(given, str) and given.strip():
        return given
    expected = "不小于 0 的数" if wanted is Decimal else "文字"
    raise _misfit(path, f"要写{expected}，现在是 {_shown(given)}")


def _shown(value: object) -> str:
    """Return a value of a TOML file as its author sees it: text in quotes, short."""
    return f"“{found(value)}”" if isinstance(value, str) else found(value)


def _fit_figure(given: Any, unit: str, path: tuple[str | int, ...]) -> Figure:
    figure: Figure = _fit(Figure, given, path)
    if figure.unit != unit:
        raise _misfit(path, f"单位要写 {unit}，现在是 {figure.unit}")
    if unit in _WHOLE and figure.value != int(figure.value):
        raise _misfit(path, f"要写整数，现在是 {figure.value}")
    return figure


def _fit_reading(given: Any, choices: tuple[str, ...], path: tuple[str | int, ...]) -> Reading:
    reading: Reading = _fit(Reading, given, path)
    if reading.choice not in choices:
        raise _misfit(path, f"choice 要写 {'、'.join(choices)} 之一，现在是 {reading.choice}")
    return reading


def _fit_table(wanted: type, given: Any, path: tuple[str | int, ...]) -> Any:
    if not isinstance(given, dict):
        raise _misfit(path, f"要写成一节，现在是 {_shown(given)}")
    hints = get_type_hints(wanted, include_extras=True)
    if unknown := [key for key in given if key not in hints]:
        known = "、".join(hints)
        said = f"不认识“{unknown[0]}”，这里可以写 {known}"
        raise _misfit(path, said, (*path, unknown[0]))
    if missing := [key for key in hints if key not in given]:
        raise _misfit(path, f"缺少“{missing[0]}”，请补上")
    return wanted(**{key: _fit(hint, given[key], (*path, key)) for key, hint in hints.items()})
