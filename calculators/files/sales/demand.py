"""What the ledger says of each article, as entries: its demand period by period, or a problem.

All articles have the same periods, from the first day of sales to the last.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from calculators.core.kinds import found
from calculators.core.numbers import EXACT, plain
from calculators.files.entries import Entry, Reading, Settings
from calculators.files.remarks import Remark
from calculators.files.sales.cells import DECIMALS, HIGHEST, MILLION, MOST
from calculators.files.sales.ledger import Article, Ledger
from calculators.files.sales.periods import LONGER, SHORTER, Periods

_REMEMBERED = 10_000
_FEWEST = 2  # periods: one does not vary


def whole(ledger: Ledger, reading: Reading) -> Iterator[Remark]:
    """Say over what was summed; yield a notice for each end that is not a whole period.

    >>> reading = Reading()
    >>> list(whole(Ledger(Periods("day"), 5000), reading)), reading.remarks
    ([], [])
    """
    if ledger.first is None or ledger.last is None:
        return
    first, last = ledger.first[0], ledger.last[0]
    periods = ledger.periods
    reading.add(
        f"stock_files.summed_{periods.code}",
        skus=len(ledger.articles),
        first=first,
        last=last,
        count=ledger.count,
    )
    if returns := sum(article.return_lines for article in ledger):
        units = _number(sum(article.returned for article in ledger))
        reading.add("stock_files.returns", count=returns, units=units)
    begin, end = periods.begin(periods.of(first)), periods.end(periods.of(last))
    ends = []
    if first > begin:
        ends.append(Remark.of(f"stock_files.first_{periods.code}", begin=begin, first=first))
    if last < end:
        ends.append(Remark.of(f"stock_files.last_{periods.code}", end=end, last=last))
    reading.remarks += ends
    yield from ends


def entries(ledger: Ledger, settings: Settings, notices: Sequence[Remark]) -> Iterator[Entry]:
    """Yield an entry for each article: its demand of each period, or what is wrong.

    >>> from calculators.registry import CALCULATORS
    >>> from calculators.core.words import words
    >>> chosen = CALCULATORS["reorder"]
    >>> settings = Settings(calculator=chosen, language=words(), values={})
    >>> list(entries(Ledger(Periods("day"), 5000), settings, ()))
    []
    """
    exact = _Exact()
    setting = settings.values.get("period", "").strip()
    for article in ledger:
        entry = Entry(source=article.source, about=article.sku, request={}, notices=[*notices])
        entry.request = {name: text for name, (text, _) in article.given.items()}
        if article.return_lines:
            units = _number(article.returned)
            returned = Remark.of("stock_files.returns", count=article.return_lines, units=units)
            entry.notices.append(returned)
        entry.problems += article.faults
        if article.faults_more:
            entry.problems.append(Remark.of("stock_files.more", count=article.faults_more))
        stated = entry.request.setdefault("period", setting or ledger.periods.code)
        if not article.faults and stated != ledger.periods.code:
            values = {"found": found(stated), "period": ledger.periods.code}
            entry.problems.append(Remark.of("stock_files.another_period", **values))
        if too := _range(ledger):
            entry.problems.append(too)
        if not entry.problems:
            sums = _sums(article, ledger)
            entry.problems += _beyond(sums, ledger)
            entry.request["history"] = list(map(exact.__getitem__, sums))
        yield entry


def _range(ledger: Ledger) -> Remark | None:
    """Return what is wrong with the number of periods, and which period would do."""
    if ledger.first is None or ledger.last is None:
        return None
    (first, first_at), (last, last_at) = ledger.first, ledger.last
    code = ledger.periods.code
    values: dict[str, Any] = {"first": first, "last": last, "count": ledger.count}
    if ledger.count > ledger.longest:
        fitting = (c for c in LONGER[code] if Periods(c).count(first, last) <= ledger.longest)
        values |= {"first_at": first_at, "last_at": last_at}
        values |= {"longest": ledger.longest, "period": code, "better": next(fitting, "month")}
        return Remark.of("stock_files.too_many", **values)
    if ledger.count >= _FEWEST:
        return None
    values["fewest"] = _FEWEST
    for shorter in SHORTER[code]:
        if Periods(shorter).count(first, last) >= _FEWEST:
            return Remark.of("stock_files.too_few", **values, period=code, better=shorter)
    return Remark.of("stock_files.one_day", **values)


def _sums(article: Article, ledger: Ledger) -> Sequence[int]:
    if ledger.first is None or ledger.last is None:
        return ()
    of = ledger.periods.of
    return article.over(of(ledger.first[0]), of(ledger.last[0]))


def _beyond(sums: Sequence[int], ledger: Ledger) -> Iterator[Remark]:
    """Yield a problem for the lowest sum below zero and the highest that is too high."""
    if ledger.first is None or not sums:
        return
    origin = ledger.periods.of(ledger.first[0])
    lowest, highest = min(sums), max(sums)
    for key, sum_, wrong in (
        ("below_zero", lowest, lowest < 0),
        ("above_highest", highest, highest > HIGHEST),
    ):
        if wrong:
            number = origin + sums.index(sum_)
            begin, end = ledger.periods.begin(number), ledger.periods.end(number)
            values = {"begin": begin, "end": end, "sum": _number(sum_), "most": MOST}
            yield Remark.of(f"stock_files.{key}_{ledger.periods.code}", **values)


class _Exact(dict[int, str]):
    """The numbers of units that millionths are, as text, each made once."""

    def __missing__(self, millionths: int) -> str:
        number = plain(_number(millionths))
        if len(self) < _REMEMBERED:
            self[millionths] = number
        return number


def _number(millionths: int) -> Decimal:
    whole, rest = divmod(millionths, MILLION)
    return EXACT.normalize(EXACT.scaleb(Decimal(millionths), -DECIMALS)) if rest else Decimal(whole)
