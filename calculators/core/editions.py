"""Rule editions: dated data files, each in force from the day that names it.

`rules/<name>/<YYYY-MM-DD>.toml` holds the figures of one edition in sections; a section has a
title, the clause that sets it and figures with their units. A calculator declares the sections that
it reads as dataclasses; a file that does not fit them is refused with its place.
"""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from calculators.core.problems import Problem

_WHOLE = {"次"}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Figures that one clause sets together."""

    title: str
    clause: str

    def figures(self) -> dict[str, Figure]:
        """Return the figures by name, in the order of the declaration."""
        named = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in named.items() if isinstance(value, Figure)}


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


class Editions[R]:
    """Every edition of one calculator's rules, read once.

    A declaration with a method `mistake` says there what is wrong between its figures, or None.
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
        begun = [edition for edition in self.all if edition.in_force_from <= day]
        if not begun:
            raise Problem(
                "no_edition",
                day=day.isoformat(),
                first=self.all[0].in_force_from.isoformat(),
                last=self.all[-1].in_force_from.isoformat(),
            )
        return begun[-1]

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
        place = f"rules/{self.name}/{source.name}"
        content = source.read_bytes()
        if not _NAME.fullmatch(source.name):
            raise RuleError(f"{place}：文件名要写生效日期，是某月的 1 日，例如 2025-01-01.toml")
        in_force_from = date.fromisoformat(source.name.removesuffix(".toml"))
        try:
            table = tomllib.loads(content.decode("utf-8"), parse_float=Decimal)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise RuleError(f"{place}：不是有效的 TOML 文件（{error}）") from error
        table.pop("title", None)
        rules = _fit(self.declaration, table, place)
        if (mistake := getattr(rules, "mistake", lambda: None)()) is not None:
            raise RuleError(f"{place}：{mistake}")
        return Edition(self.name, in_force_from, hashlib.sha256(content).hexdigest(), rules)


# The months that a calculation asks for are whole: no edition begins within one.
_NAME = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-01\.toml")


def _fit(wanted: Any, found: Any, place: str) -> Any:
    """Return found, a value of a TOML file, as what the declaration wants at this place."""
    if get_origin(wanted) is Annotated:
        figure, unit = get_args(wanted)
        fitted = _fit(figure, found, place)
        if fitted.unit != unit:
            raise RuleError(f"{place}：单位要写 {unit}，现在是 {fitted.unit}")
        if unit in _WHOLE and fitted.value != int(fitted.value):
            raise RuleError(f"{place}：要写整数，现在是 {fitted.value}")
        return fitted
    if get_origin(wanted) is tuple:
        if not isinstance(found, list) or not found:
            raise RuleError(f"{place}：要写成一组 [[…]]，至少一节")
        item = get_args(wanted)[0]
        return tuple(_fit(item, each, f"{place} 第 {n} 节") for n, each in enumerate(found, 1))
    if is_dataclass(wanted) and isinstance(wanted, type):
        return _fit_table(wanted, found, place)
    if wanted is Decimal and isinstance(found, int | Decimal) and not isinstance(found, bool):
        number = Decimal(found)
        if number.is_finite() and number >= 0:
            return number
    if wanted is str and isinstance(found, str) and found:
        return found
    expected = "不小于 0 的数" if wanted is Decimal else "文字"
    raise RuleError(f"{place}：要写{expected}，现在是 {found!r}")


def _fit_table(wanted: type, found: Any, place: str) -> Any:
    if not isinstance(found, dict):
        raise RuleError(f"{place}：要写成一节，现在是 {found!r}")
    hints = get_type_hints(wanted, include_extras=True)
    if unknown := [key for key in found if key not in hints]:
        raise RuleError(f"{place}：不认识“{unknown[0]}”，这里可以写 {'、'.join(hints)}")
    if missing := [key for key in hints if key not in found]:
        raise RuleError(f"{place}：缺少“{missing[0]}”，请补上")
    return wanted(**{key: _fit(hint, found[key], f"{place} {key}") for key, hint in hints.items()})
