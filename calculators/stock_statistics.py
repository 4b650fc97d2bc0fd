"""The normal distribution, and quantiles of demand that needs none.

All in decimals of the caller's context (z always in `EXACT`) and without the C library, whose `exp`
and `erf` differ in their last digits between a computer and a browser. Signs as the field writes
them: φ the density, Φ the distribution, z = Φ⁻¹(p).
"""

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal, localcontext
from functools import lru_cache
from itertools import accumulate
from operator import sub

from calculators.core.numbers import EXACT

_ROOT_OF_TWO_PI = Decimal("2.5066282746310005024157652848110452530069867406099383166299236")
_HALF = Decimal("0.5")
# So far out both tails are below the last digit that is kept.
_FAR = 20
_CLOSE = Decimal("1e-25")


def density(x: Decimal) -> Decimal:
    """Return φ(x).

    >>> round(density(Decimal(0)), 6)
    Decimal('0.398942')
    """
    return (-x * x / 2).exp() / _ROOT_OF_TWO_PI


def distribution(x: Decimal) -> Decimal:
    """Return Φ(x) by the series φ(x) · (x + x³/3 + x⁵/(3·5) + …), whose terms have one sign.

    Source: Abramowitz and Stegun, 26.2.11.

    >>> round(distribution(Decimal("1.96")), 6)
    Decimal('0.975002')
    """
    return _distribution(x, density(x))


def _distribution(x: Decimal, height: Decimal) -> Decimal:
    """Return Φ(x), where height is φ(x)."""
    if abs(x) > _FAR:
        return Decimal(int(x > 0))
    term = total = x
    divisor = 1
    while total + term != total:
        divisor += 2
        term = term * x * x / divisor
        total += term
    return _HALF + height * total


@lru_cache(maxsize=64)  # the articles of a batch share a few levels
def quantile(p: Decimal) -> Decimal:
    """Return z = Φ⁻¹(p) for 0 < p < 1, by Newton's method in the lower tail.

    Source of the start: Abramowitz and Stegun, 26.2.22.

    >>> round(quantile(Decimal("0.95")), 12)
    Decimal('1.644853626951')
    """
    with localcontext(EXACT):
        tail = min(p, 1 - p)
        t = (-2 * tail.ln()).sqrt()
        x = (Decimal("2.30753") + Decimal("0.27061") * t) / (
            1 + Decimal("0.99229") * t + Decimal("0.04481") * t * t
        ) - t
        step = Decimal(1)
        while abs(step) > _CLOSE:
            height = density(x)
            step = (_distribution(x, height) - tail) / height
            x -= step
        return x if p < _HALF else -x


def distribution_and_loss(k: Decimal) -> tuple[Decimal, Decimal]:
    """Return Φ(k), and φ(k) − k · (1 − Φ(k)): the shortage of a cycle, in standard deviations.

    Source: Chopra and Meindl, chapter 11.

    >>> [round(each, 6) for each in distribution_and_loss(Decimal("1.41421356"))]
    [Decimal('0.921350'), Decimal('0.035535')]
    """
    height = density(k)
    reached = _distribution(k, height)
    return reached, height - k * (1 - reached)


def mean_and_variance(series: Sequence[Decimal], *, sample: bool) -> tuple[Decimal, Decimal]:
    """Return the mean, and the variance: divided by n − 1 of a sample, by n of a population.

    A sample of one has no spread.

    >>> mean_and_variance([Decimal(1), Decimal(3)], sample=True)
    (Decimal('2'), Decimal('2'))
    """
    count = len(series)
    middle = sum(series, Decimal(0)) / count
    squares = {each: (each - middle) ** 2 for each in set(series)}  # few quantities differ
    spread = sum(map(squares.__getitem__, series), Decimal(0))
    return middle, spread / max(1, count - int(sample))


def poisson_quantile(expected: Decimal, p: Decimal) -> int:
    """Return the smallest n that Poisson demand of so much on average exceeds with at most 1 − p.

    >>> poisson_quantile(Decimal(3), Decimal("0.95"))
    6
    """
    n = 0
    term = reached = (-expected).exp()
    while reached < p:
        n += 1
        term = term * expected / n
        reached += term
    return n


def window_quantile(series: Sequence[Decimal], length: int, p: Decimal) -> tuple[Decimal, int]:
    """Return the demand that a share p of all runs of so many periods kept within, and their count.

    >>> window_quantile([Decimal(each) for each in (5, 0, 0, 7, 0)], 2, Decimal("0.9"))
    (Decimal('7'), 4)
    """
    sums = list(accumulate(series, initial=Decimal(0)))
    runs = sorted(map(sub, sums[length:], sums))
    place = (p * len(runs)).to_integral_value(ROUND_CEILING)
    return runs[int(place) - 1], len(runs)
