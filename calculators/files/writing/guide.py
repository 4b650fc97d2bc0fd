"""What each column of a template means: from the declarations and the catalogue of words."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from calculators.core.declaration import Field
from calculators.core.kinds import Choice, Count, Days, Kind, Money, Number, Series
from calculators.core.numbers import plain
from calculators.core.problems import Problem
from calculators.core.rows import Rows
from calculators.core.words import Words
from calculators.figures import filled
from calculators.files.identity import columns
from calculators.registry import Calculator

_TABLE = "batch_template"
_EXAMPLES = ("2026-03", "2026-03-02", "2026-03-02 09:30", "12, 15, 9", "1", "0.5")
_MONEY = "2000"
_DECIMALS = 6  # more are as many as one likes


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """A column of a template: its header, and what its reader is told.

    `kind` is None where any text will do: a name, a number of an employee, the code of an article.
    """

    name: str
    label: str
    unit: str
    meaning: str
    needed: str
    allowed: str
    example: str
    required: bool
    kind: Kind[Any] | None


def guides(calculator: Calculator, language: Words) -> list[Guide]:
    """Return the columns of a calculator's template, those that tell whom or what first.

    Lists of records have no column: they are given as counts.

    >>> from calculators.core.words import words
    >>> from calculators.registry import CALCULATORS
    >>> [guide.label for guide in guides(CALCULATORS["bonus"], words())][:5]
    ['姓名', 'UserId', '工号', '月份', '绩效奖金基数']
    """
    language = language.of(calculator.name)
    fields = [field for field in calculator.inputs.fields() if not isinstance(field.kind, Rows)]
    return [
        *_identity(calculator, language),
        *(_guide(field, calculator, language) for field in fields),
    ]


def _identity(calculator: Calculator, language: Words) -> Iterator[Guide]:
    about = calculator.about
    needed = {"people": "one_of_these", "articles": "required", "requests": "optional"}[about]
    meaning = "of_request" if about == "requests" else "meaning"
    for name in columns(calculator):
        yield Guide(
            name=name,
            label=language.say("batch_output", name),
            unit="",
            meaning=language.say(_TABLE, f"{name}_{meaning}"),
            needed=language.say(_TABLE, needed),
            allowed=language.say(_TABLE, "any_text"),
            example=language.say(_TABLE, f"{name}_example"),
            required=about == "articles",
            kind=None,
        )


def _guide(field: Field, calculator: Calculator, language: Words) -> Guide:
    said = language.field(field.name)
    return Guide(
        name=field.name,
        label=said["label"],
        unit=said.get("unit", ""),
        meaning=filled(said.get("help", "")) + _one_way(field.name, calculator, language),
        needed=_needed(field, language),
        allowed=allowed(field.kind, language),
        example=example(field, calculator),
        required=field.required,
        kind=field.kind,
    )


def _one_way(name: str, calculator: Calculator, language: Words) -> str:
    """Return that the same thing can be given in other ways too, of which one may be used."""
    for alternatives in calculator.inputs.alternatives:
        ways = {
            way: [each for each in names if each != "events"]
            for way, names in alternatives.ways.items()
        }
        if len(shown := [way for way, names in ways.items() if names]) > 1 and any(
            name in names for names in ways.values()
        ):
            labels = language.alternatives(alternatives.name)
            first, second = (labels[way] for way in shown[:2])
            return language.say(_TABLE, "one_way", first=first, second=second)
    return ""


def _needed(field: Field, language: Words) -> str:
    if field.required:
        return language.say(_TABLE, "required")
    if field.default is None:
        return language.say(_TABLE, "optional")
    default = str(field.kind.text(field.default))
    if isinstance(field.kind, Choice):
        default = _code(default, language)
    return language.say(_TABLE, "default", default=default)


def allowed(kind: Kind[Any], language: Words) -> str:
    """Return what may stand in a column of a kind.

    >>> from calculators.core.words import words
    >>> allowed(Count(high=59), words()), allowed(Choice(("up", "down")), words())
    ('0 到 59 的整数', 'up（向上凑）、down（向下凑）')
    """
    match kind:
        case Choice(codes=codes):
            return "、".join(_code(code, language) for code in codes)
        case Count(low=low, high=high):
            return language.say(_TABLE, "count", low=low, high=high)
        case Days(low=low, high=high, step=Decimal() as step):
            return language.say(_TABLE, "days", low=plain(low), high=plain(high), step=plain(step))
        case Number(low=low, high=high, decimals=decimals):
            key = "number" if decimals <= _DECIMALS else "number_any"
            values = {"low": plain(low), "high": plain(high), "decimals": decimals}
            return language.say(_TABLE, key, **values)
        case Series(shortest=shortest, longest=longest):
            return language.say(_TABLE, "series", shortest=shortest, longest=longest)
        case _:
            return language.say(_TABLE, kind.control)


def _code(code: str, language: Words) -> str:
    return language.say(_TABLE, "code", code=code, choice=language.choice(code))


def example(field: Field, calculator: Calculator) -> str:
    """Return a value that may stand in a column: that of the calculator's example, or another.

    >>> from calculators.registry import CALCULATORS
    >>> bonus = CALCULATORS["bonus"]
    >>> [example(field, bonus) for field in bonus.inputs.fields()]
    ['2026-03', '2000', '89.5', '1']
    """
    kind = field.kind
    given = calculator.example.get(field.name)
    if given is None and isinstance(kind, Choice):
        given = kind.codes[0]
    if given is None and isinstance(field.default, int | Decimal):
        given = kind.text(field.default)
    if given is None and isinstance(kind, Money):
        given = _MONEY
    if given is None:
        given = next((each for each in _EXAMPLES if _reads(kind, each)), "")
    return ", ".join(map(str, given)) if isinstance(given, list | tuple) else str(given)


def _reads(kind: Kind[Any], text: str) -> bool:
    try:
        kind.read(text)
    except Problem:
        return False
    return True
