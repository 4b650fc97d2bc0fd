"""The pay rules once more, in plain steps, to compare the calculators with on random months.

The calculators read their figures from dated rule files and show each step; a slip in one of them
could hide in its own tests. This module therefore shares nothing with them: figures, holidays and
rounding are typed in here from the policy's text and the contract, amounts are whole fen and exact
fractions, and every rule is a short loop that can be checked by eye. It answers valid requests
only. `random_request` makes such requests, with many values at the edges of the rules.
"""

import calendar
import datetime as dt
import random
from fractions import Fraction
from typing import Any

Tally = tuple[int, int, int, int, Fraction | None]  # COUNTS, and the longest run if known
HALF = Fraction(1, 2)
PAY_DAYS = Fraction("21.75")
LIMIT_SECONDS = 15 * 60
FREE_TIMES, RUN_LIMIT, YEAR_LIMIT, PASS_MARK = 3, 3, 5, 60
SHORT_PERCENT, LONG_PERCENT, HALF_PERCENT, FULL_PERCENT, MOST_PERCENT = 5, 10, 20, 50, 100
LONG_WAGES, HALF_WAGES, FULL_WAGES = 1, 2, 3
GRADES = ((90, "优秀", "1.5"), (80, "良好", "1.2"), (60, "合格", "1"), (0, "不合格", "0.5"))
MOST_FEN = 10**14 - 1  # An amount has at most twelve digits before the point.
COUNTS = ("short_count", "long_count", "half_day_count", "full_day_count")

# The State Council's notices: days off (first to last, weekends within included), make-up workdays.
DAYS_OFF = {
    2025: "0101-0101 0128-0204 0404-0406 0501-0505 0531-0602 1001-1008",
    2026: "0101-0103 0215-0223 0404-0406 0501-0505 0619-0621 0925-0927 1001-1007",
}
MAKE_UP = {2025: "0126 0208 0427 0928 1011", 2026: "0104 0214 0228 0509 0920 1010"}


def days_of(month: str) -> list[dt.date]:
    """List every date of a month, given as YYYY-MM."""
    first = dt.date.fromisoformat(month + "-01")
    length = calendar.monthrange(first.year, first.month)[1]
    return [first + dt.timedelta(days=passed) for passed in range(length)]


def is_workday(day: dt.date) -> bool:
    """Tell whether a date of 2025 or 2026 is an official working day."""
    text = day.strftime("%m%d")
    if text in MAKE_UP[day.year].split():
        return True
    off = any(span[:4] <= text <= span[5:] for span in DAYS_OFF[day.year].split())
    return not off and day.weekday() not in (5, 6)


def number(request: dict[str, Any], name: str) -> Fraction:
    """Read a number that is text or a JSON number; one that is missing or null is 0."""
    value = request.get(name)
    return Fraction(0) if value is None else Fraction(str(value))


def fen(yuan: Fraction) -> int:
    """Round an amount that is not negative half up to whole fen."""
    hundreds = yuan * 100
    return (2 * hundreds.numerator + hundreds.denominator) // (2 * hundreds.denominator)


def money(amount: int) -> str:
    """Write whole fen as yuan with two decimals."""
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100}.{abs(amount) % 100:02d}"


def plain(value: Fraction) -> str:
    """Write a decimal of at most two places, without trailing zeros."""
    return money(fen(value)).rstrip("0").rstrip(".")


def longest_run(month: str, absent: dict[str, Fraction], before: Fraction) -> Fraction | None:
    """Walk the working days of a month; None where no notice for its year is known."""
    if int(month[:4]) not in DAYS_OFF:
        return None
    run, longest = before, Fraction(0)
    for day in days_of(month):
        if is_workday(day):
            today = absent.get(day.isoformat(), Fraction(0))
            run = run + today if today else Fraction(0)
            longest = max(longest, run)
    return longest


def tally_events(request: dict[str, Any]) -> Tally:
    """Count the unapproved events of a request, of which there may be none."""
    short = long = 0
    absent: dict[str, Fraction] = {}
    for event in request.get("events") or []:
        length = number(event, "minutes") * 60 + number(event, "seconds")
        if event.get("approved"):
            continue
        if event["kind"] in ("absent_half", "absent_full"):
            part = HALF if event["kind"] == "absent_half" else Fraction(1)
            absent[event["date"]] = absent.get(event["date"], Fraction(0)) + part
        elif event.get("long") or length > LIMIT_SECONDS:
            long += 1
        else:
            short += 1
    parts = list(absent.values())
    run = longest_run(request["month"], absent, number(request, "prior_run_days"))
    return short, long, parts.count(HALF), parts.count(Fraction(1)), run


def tally(request: dict[str, Any]) -> Tally:
    """Read the counts of a request, or else count its events."""
    if all(request.get(name) is None for name in (*COUNTS, "longest_run")):
        return tally_events(request)
    short, long, half, full = (int(number(request, name)) for name in COUNTS)
    run = None if request.get("longest_run") is None else number(request, "longest_run")
    return short, long, half, full, run


def bonus(request: dict[str, Any]) -> dict[str, Any]:
    """Answer what the calculator `bonus` answers."""
    score = number(request, "score")
    grade, coefficient = next((name, factor) for least, name, factor in GRADES if score >= least)
    fail: bool | None = False
    if score < PASS_MARK:
        known = request.get("previous_score") is not None
        fail = number(request, "previous_score") < PASS_MARK if known else None
    gross = money(fen(number(request, "bonus_base") * Fraction(coefficient)))
    result = {"grade": grade, "coefficient": coefficient, "bonus_gross": gross}
    return result | {"consecutive_fail": fail}


def settlement(request: dict[str, Any]) -> dict[str, Any]:
    """Answer what the calculator `settlement` answers, for a valid request."""
    short, long, half, full, run = tally(request)
    charged = max(0, short - FREE_TIMES)
    percent = charged * SHORT_PERCENT + long * LONG_PERCENT
    percent += half * HALF_PERCENT + full * FULL_PERCENT
    capped = min(percent, MOST_PERCENT)
    wages = long * LONG_WAGES + half * HALF_WAGES + full * FULL_WAGES

    wage = number(request, "monthly_wage")
    own_rate = request.get("daily_wage") is not None
    day_wage = number(request, "daily_wage") if own_rate else wage / PAY_DAYS
    result = bonus(request)
    gross = fen(Fraction(result["bonus_gross"]))
    bonus_taken = fen(Fraction(gross * capped, 100 * 100))
    wage_taken = fen(day_wage * wages)
    pay = fen(wage) + gross - bonus_taken - wage_taken

    actual, deemed = full + half * HALF, long * HALF
    beyond = day_wage * max(Fraction(0), wages - actual)
    year_actual = number(request, "prior_absence_days") + actual
    year_all = year_actual + number(request, "prior_deemed_days") + deemed
    by_year = "only_with_deemed" if year_all > YEAR_LIMIT else "none"
    if year_actual > YEAR_LIMIT:
        by_year = "actual"
    below = None
    if request.get("minimum_wage") is not None:
        below = pay < fen(number(request, "minimum_wage"))
    return result | {
        **dict(zip(COUNTS, (short, long, half, full), strict=True)),
        "charged_count": charged,
        "bonus_percent_uncapped": str(percent),
        "bonus_percent": str(capped),
        "wage_multiplier": str(wages),
        "daily_wage": money(fen(day_wage)),
        "wage_deduction": money(wage_taken),
        "bonus_deduction": money(bonus_taken),
        "bonus_payable": money(gross - bonus_taken),
        "absence_days_actual": plain(actual),
        "absence_days_deemed": plain(deemed),
        "absence_cumulative": plain(year_all),
        "absence_longest_run": None if run is None else plain(run),
        "may_terminate_consecutive": None if run is None else run > RUN_LIMIT,
        "may_terminate_cumulative": by_year,
        "wage_deduction_beyond_time_not_worked": money(fen(beyond)),
        "below_minimum_wage": below,
        "pay_before_tax": money(pay),
    }


def _chance(rng: random.Random, percent: int) -> bool:
    return rng.randrange(100) < percent


def _text(rng: random.Random, value: Fraction) -> str | int:
    """Write a number in one of the ways in which a request may carry it."""
    if value.denominator == 1 and _chance(rng, 50):
        return int(value)
    return rng.choice([plain(value), money(fen(value))])


def _amount(rng: random.Random, least: int = 1) -> str | int:
    """Draw an amount of money, now and then one of up to twelve digits."""
    usual, huge = rng.randint(least, 4_000_000), rng.randint(1, MOST_FEN)
    round_sum = rng.randrange(100_000, 5_000_000, 5000)
    return _text(rng, Fraction(rng.choice([usual] * 6 + [round_sum] * 3 + [huge]), 100))


def _score(rng: random.Random) -> str | int:
    """Draw a score, often one at the edge of a grade."""
    edge = rng.choice([0, 60, 60, 80, 90, 100]) * 100 + rng.choice([-100, -50, -1, 0, 1, 50])
    drawn = rng.choice([edge, edge, rng.randint(3000, 10_000)])
    return _text(rng, Fraction(min(max(drawn, 0), 10_000), 100))


def _lateness(rng: random.Random, day: str) -> dict[str, Any]:
    """Draw a late arrival or an early leave."""
    event: dict[str, Any] = {"date": day, "kind": rng.choice(["late", "early"])}
    if _chance(rng, 10):
        return event | {"minutes": None, "long": True}
    minutes = rng.choice([0, 1, 5, 14, 15, 15, 16, rng.randint(1, 240)])
    event["minutes"] = rng.choice([minutes, minutes, str(minutes)])
    if minutes == 0 or _chance(rng, 40):
        event["seconds"] = rng.choice([1, 30, 59] if minutes == 0 else [0, 1, 30, 59])
    return event


def _events(rng: random.Random, month: str) -> list[dict[str, Any]]:
    """Draw events, each date with at most one day's absence, approved ones included."""
    days = days_of(month)
    work = [day for day in days if day.year not in DAYS_OFF or is_workday(day)]
    absent = set(rng.sample(days, rng.choice([0, 0, 1, 3])))
    for _ in range(rng.choice([0, 1, 1, 2])):
        start = rng.choice([0, rng.randrange(len(work))])
        absent.update(work[start : start + rng.randint(1, 7)])
    events: list[dict[str, Any]] = []
    for date in sorted(absent):
        kinds = rng.choice([["absent_full"], ["absent_half"], ["absent_half"] * 2])
        events += [{"date": date.isoformat(), "kind": kind} for kind in kinds]
    for _ in range(rng.choice([0, 0, rng.randint(1, 6), 30])):
        events.append(_lateness(rng, rng.choice(days).isoformat()))
    for event in events:
        if _chance(rng, 12):
            event["approved"] = rng.choice([True, True, False])
    rng.shuffle(events)
    return events[:30]


def _counts(rng: random.Random) -> dict[str, Any]:
    """Draw counts, with a longest run that they allow, or without one."""
    most = dict(zip(COUNTS, (25, 5, 4, 6), strict=True))
    names = rng.sample(COUNTS, rng.randint(1, 4))
    counts: dict[str, Any] = {name: rng.randint(0, most[name]) for name in names}
    if _chance(rng, 50):
        full, half = counts.get("full_day_count", 0), counts.get("half_day_count", 0)
        run = rng.randint(min(full, 1), full) + rng.randint(min(half, 1), half) * HALF
        counts["longest_run"] = _text(rng, run)
    return counts


def random_request(rng: random.Random) -> dict[str, Any]:
    """Make a valid request of `settlement`."""
    month = f"{rng.choice([2025, 2026] * 5 + [2027])}-{rng.randint(1, 12):02d}"
    request: dict[str, Any] = {"month": month, "monthly_wage": _amount(rng)}
    request |= {"bonus_base": _amount(rng, least=0), "score": _score(rng)}
    if _chance(rng, 30):
        request["daily_wage"] = _text(rng, Fraction(rng.randint(1, 200_000), 100))
    if _chance(rng, 60):
        request["previous_score"] = _score(rng)
    if _chance(rng, 50) and not month.endswith("-01"):  # January has nothing before it.
        before = rng.randint(0, 12)
        request["prior_absence_days"] = _text(rng, before * HALF)
        request["prior_deemed_days"] = _text(rng, rng.randint(0, 6) * HALF)
        request["prior_run_days"] = _text(rng, rng.randint(0, min(before, 8)) * HALF)
    request |= rng.choice([{}] + [_counts(rng)] * 3 + [{"events": _events(rng, month)}] * 8)
    if _chance(rng, 50):  # Half of these lie within a fen of the pay itself.
        pay = fen(Fraction(settlement(request)["pay_before_tax"])) + rng.choice([-1, 0, 1])
        least = rng.choice([pay, rng.randint(150_000, 300_000)])
        request["minimum_wage"] = _text(rng, Fraction(min(max(least, 1), MOST_FEN), 100))
    return request
