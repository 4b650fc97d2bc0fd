"""Declarations: a dataclass whose annotated fields are the inputs or outputs of a calculator.

From a declaration come the form, the command line's options, the columns of a batch, JSON and help:

    class Inputs(Checked):
        month: Annotated[Month, MonthOfYear()]
        score: Annotated[Decimal, Number(high=Decimal(100), decimals=2)]
        previous_score: Annotated[Decimal | None, Number(...)] = None    # not required
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from decimal import localcontext
from functools import cache
from typing import Any, ClassVar, Literal, NamedTuple, Self, get_type_hints

from calculators.core.kinds import PERSONAL, RARE, Kind, found, remembering
from calculators.core.numbers import EXACT
from calculators.core.problems import Problem, Problems, RowProblems

type About = Literal["people", "articles", "requests"]
"""What each answer of a calculator is about: somebody, an article, or only what is asked."""


@dataclass(frozen=True, slots=True)
class Field:
    """One input or output; `read` is its kind's, which remembers short texts that it could read."""

    name: str
    kind: Kind[Any]
    default: Any
    rare: bool
    personal: bool
    required: bool
    read: Callable[[object], Any]


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Ways to give the same thing, of which one may be used: way → names of fields."""

    name: str
    ways: Mapping[str, tuple[str, ...]]

    def given(self, values: Mapping[str, Any]) -> list[str]:
        """Return the ways of which values holds a field."""
        given = []
        for way, names in self.ways.items():
            for name in names:
                if values.get(name) is not None:
                    given.append(way)
                    break
        return given


@dataclass(frozen=True, kw_only=True)
class Declared:
    """A set of declared values. `headline` names those that an answer shows first, in order."""

    headline: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def fields(cls) -> tuple[Field, ...]:
        """Return the fields in the order of the declaration."""
        return cls._declaration().fields

    @classmethod
    def _declaration(cls) -> "_Declaration":
        return _declaration(cls)  # type: ignore[arg-type]  # a class is hashable

    @classmethod
    def joined(cls, *parts: "Declared", **more: Any) -> Self:
        """Return the values of parts, of which this is a further declaration, and more.

        Twice as fast as the constructor, which sets the values of what is frozen one by one.
        """
        made = cls.__new__(cls)
        for part in parts:
            vars(made).update(vars(part))
        vars(made).update(more)
        return made

    def text(self) -> dict[str, Any]:
        """Return every value as a reply holds it; what is unknown is None."""
        values = vars(self)
        return {
            name: None if (value := values[name]) is None else text(value)
            for name, text in self._declaration().texts
        }


@dataclass(frozen=True, kw_only=True)
class Checked(Declared):
    """A set of declared inputs. Making one checks it."""

    alternatives: ClassVar[tuple[Alternatives, ...]] = ()
    not_an_object: ClassVar[str] = "not_an_object"

    def __post_init__(self) -> None:
        """Check every value by its kind, then all of them together.

        Raises TypeError for a value of another type than declared, Problems for a bad one.
        """
        with localcontext(EXACT):
            self._check_all()

    def _check_all(self) -> None:
        problems: dict[str, Problem] = {}
        for field in self.fields():
            value = getattr(self, field.name)
            if value is None and field.default is None:
                continue
            if type(value) is not field.kind.python_type:  # a bool is no count, an instant no date
                wanted, got = field.kind.python_type.__name__, type(value).__name__
                raise TypeError(f"{field.name}: expected {wanted}, got {got}")
            try:
                field.kind.check(value)
            except Problem as problem:
                problems[field.name] = problem
        problems = self.check(vars(self)) | problems
        if problems:
            raise Problems(problems)

    @classmethod
    def check(cls, values: Mapping[str, Any]) -> dict[str, Problem]:
        """Return what is wrong between values, by field.

        Only values that could not be read are missing; rows that could not be read are None.
        """
        problems: dict[str, Problem] = {}
        for alternatives in cls.alternatives:
            if len(given := alternatives.given(values)) > 1:
                first = next(n for n in alternatives.ways[given[0]] if values.get(n) is not None)
                problems[first] = Problem("alternatives", name=alternatives.name, ways=given)
        return problems

    @classmethod
    def read(cls, raw: object) -> Self:
        """Return the declared values that raw, a mapping of texts or JSON values, stands for.

        An empty text is a value that was not given. Raises Problems: all fields at once.

        >>> from calculators.bonus import Inputs
        >>> Inputs.read({"month": "2026-03", "bonus_base": "1,000", "score": 70}).bonus_base
        Decimal('1000')
        """
        if not isinstance(raw, Mapping):
            raise Problems({"": Problem(cls.not_an_object, found=found(raw))})
        with localcontext(EXACT):
            return cls._read(raw)

    @classmethod
    def _read(cls, raw: Mapping[Any, object]) -> Self:
        declaration = cls._declaration()
        readers, values = declaration.readers, dict(declaration.defaults)
        problems: dict[str, Problem] = {}
        for name, given in raw.items():
            read = readers.get(name)
            if read is None:
                problems[name] = Problem("unknown_field", field=found(name), names=tuple(readers))
            elif given is not None and not (isinstance(given, str) and not given.strip()):
                try:
                    values[name] = read(given)
                except RowProblems as rows:
                    problems[name] = rows
                    values[name] = rows.readable
                except Problem as problem:
                    problems[name] = problem
                    del values[name]
        for name in declaration.required:
            if values.get(name) is MISSING:
                problems[name] = Problem("missing")
                del values[name]
        between = cls.check(values)
        if problems:
            raise Problems(_ordered(_merged(problems, between), readers))
        if between:
            raise Problems(between)
        return cls._of_checked(values)

    @classmethod
    def _of_checked(cls, values: Mapping[str, Any]) -> Self:
        """Return the declared values without a second check: a kind checks what it reads."""
        made = cls.__new__(cls)
        vars(made).update(values)
        return made


class _Declaration(NamedTuple):
    """The fields of a class, and what a batch asks of them for each row, laid out for that.

    By name, in the order of the declaration: what reads each value, what it is where it is not
    given (MISSING where it must be), what writes it.
    """

    fields: tuple[Field, ...]
    required: tuple[str, ...]
    readers: Mapping[str, Callable[[object], Any]]
    defaults: Mapping[str, Any]
    texts: tuple[tuple[str, Callable[[Any], Any]], ...]


@cache
def _declaration(cls: type[Any]) -> _Declaration:
    declared = _fields(cls)
    return _Declaration(
        fields=declared,
        required=tuple(field.name for field in declared if field.required),
        readers={field.name: field.read for field in declared},
        defaults={field.name: field.default for field in declared},
        texts=tuple((field.name, field.kind.text) for field in declared),
    )


def _fields(cls: type[Any]) -> tuple[Field, ...]:
    hints = get_type_hints(cls, include_extras=True)
    declared = []
    for field in fields(cls):
        marks = getattr(hints[field.name], "__metadata__", ())
        kind = next(mark for mark in marks if isinstance(mark, Kind))
        declared.append(
            Field(
                name=field.name,
                kind=kind,
                default=field.default,
                rare=RARE in marks,
                personal=PERSONAL in marks,
                required=field.default is MISSING,
                read=remembering(kind.read),
            )
        )
    return tuple(declared)


def _merged(problems: Mapping[str, Problem], more: Mapping[str, Problem]) -> dict[str, Problem]:
    """Return both; of two problems of a field the first, of two lists of rows all rows."""
    merged = {**more, **problems}
    for name in problems.keys() & more.keys():
        first, second = problems[name], more[name]
        if isinstance(first, RowProblems) and isinstance(second, RowProblems):
            merged[name] = first.joined(second)
    return merged


def _ordered(problems: Mapping[str, Problem], names: Iterable[str]) -> dict[str, Problem]:
    """Return problems in the order of the declaration, those of unknown fields last."""
    known = {name: problems[name] for name in names if name in problems}
    return {**known, **problems}
