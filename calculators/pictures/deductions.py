"""Where a month's deductions come from: a bar for what each kind of record takes."""

from collections.abc import Iterator
from decimal import Decimal, localcontext
from typing import NamedTuple

from calculators import attendance, bonus, settlement
from calculators.attendance_account import Account
from calculators.core.numbers import EXACT
from calculators.core.words import Words
from calculators.pictures.picture import Picture, Row
from calculators.pictures.svg import LINE, WIDTH, Scale, bar, drawing, text

_KEY = "deductions"
_BAR = 12
_GAP = 10
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
    """Return the picture of what attendance takes, None where it takes nothing."""
    with localcontext(EXACT):
        return _picture(
            attendance.account_of(inputs, inputs.bonus_gross, inputs.bonus_gross), words
        )


def of_settlement(inputs: settlement.Inputs, words: Words) -> Picture | None:
    """Return the picture of what attendance takes in a settlement, None where it takes nothing."""
    gross = bonus.calculate(inputs).result.bonus_gross
    with localcontext(EXACT):
        return _picture(attendance.account_of(inputs, gross, inputs.bonus_base), words)


def _picture(account: Account, words: Words) -> Picture | None:
    parts = list(_parts(account, words))
    if not parts:
        return None
    result = account.result
    title = words.picture(_KEY, "title")
    description = words.picture(
        _KEY, "description", wage=result.wage_deduction, bonus=result.bonus_deduction
    )
    return Picture(
        key=_KEY,
        title=title,
        description=description,
        svg=drawing((LINE + _BAR + _GAP) * len(parts), title, description, *_bars(parts, words)),
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


def _bars(parts: list[_Part], words: Words) -> Iterator[str]:
    scale = Scale(Decimal(0), max(part.amount for part in parts), 0, WIDTH)
    striped = words.picture(_KEY, "bonus")
    for number, part in enumerate(parts):
        top = number * (LINE + _BAR + _GAP)
        yield text(
            words.picture(_KEY, "label", kind=part.label, source=part.source), 0, top + LINE - 4
        )
        yield text(_money(part.amount, words), WIDTH, top + LINE - 4, anchor="end", kind="figure")
        width = scale.at(part.amount)
        yield bar(0, top + LINE, width, _BAR, striped=part.source == striped)


def _money(amount: Decimal, words: Words) -> str:
    return words.picture(_KEY, "money", amount=amount)
