"""Where a month's deductions come from: a bar for what each kind of record takes."""

from collections.abc import Iterator
from decimal import Decimal, localcontext
from typing import NamedTuple

from calculators import attendance, bonus, settlement
from calculators.attendance_account import Account
from calculators.core.numbers import EXACT
from calculators.core.words import Words
from calculators.pictures import bars
from calculators.pictures.picture import Picture, Row
from calculators.pictures.svg import drawing

_KEY = "deductions"
_LABELS = {
    "short": "short_count",
    "long": "long_count",
    "long_as_half_day": "long_count",
    "half_day": "half_day_count",
    "full_day": "full_day_count",
}


class _Part(NamedTuple):
    """What one kind takes from wage or bonus (CNY)."""

    label: str
    source: str
    amount: Decimal
    clause: str


def of_attendance(inputs: attendance.Inputs, words: Words) -> Picture | None:
    """Return the picture of what attendance takes, None where it takes nothing.

    >>> from calculators.core.words import words
    >>> picture = of_attendance(attendance.Inputs.read(attendance.EXAMPLE), words())
    >>> picture.rows[0].cells
    ('迟到早退，没有超过时限', '奖金', '100.00')
    """
    with localcontext(EXACT):
        return _picture(
            attendance.account_of(inputs, inputs.bonus_gross, inputs.bonus_gross), words
        )


def of_settlement(inputs: settlement.Inputs, words: Words) -> Picture | None:
    """Return the picture of what attendance takes in a settlement, None where it takes nothing.

    >>> from calculators.core.words import words
    >>> picture = of_settlement(settlement.Inputs.read(settlement.EXAMPLE), words())
    >>> picture.rows[1].cells
    ('迟到早退，超过时限', '工资', '1,000.00')
    """
    gross = bonus.calculate(inputs).result.bonus_gross
    with localcontext(EXACT):
        return _picture(attendance.account_of(inputs, gross, inputs.bonus_base), words)


def _picture(account: Account, words: Words) -> Picture | None:
    parts = list(_parts(account, words))
    if not parts:
        return None
    rows = [_bar(part, words) for part in parts]
    result = account.result
    title = words.picture(_KEY, "title")
    description = words.picture(
        _KEY,
        "description",
        total=sum(part.amount for part in parts),
        wage=result.wage_deduction,
        bonus=result.bonus_deduction,
    )
    return Picture(
        key=_KEY,
        title=title,
        description=description,
        svg=drawing(bars.height(rows), title, description, *bars.drawn(rows)),
        columns=tuple(words.picture(_KEY, each) for each in ("kind", "source", "amount", "clause")),
        rows=tuple(
            Row((each.label, each.source, _money(each.amount, words)), each.clause)
            for each in parts
        ),
    )


def _parts(account: Account, words: Words) -> Iterator[_Part]:
    for share in account.shares():
        label = words.field(_LABELS[share.key])["label"]
        for source, amount in (("wage", share.wage), ("bonus", share.bonus)):
            if amount:
                yield _Part(label, words.picture(_KEY, source), amount, share.clause)


def _bar(part: _Part, words: Words) -> bars.Bar:
    label = words.picture(_KEY, "label", kind=part.label, source=part.source)
    striped = part.source == words.picture(_KEY, "bonus")
    return bars.Bar(label, _money(part.amount, words), part.amount, striped)


def _money(amount: Decimal, words: Words) -> str:
    return words.picture(_KEY, "money", amount=amount)
