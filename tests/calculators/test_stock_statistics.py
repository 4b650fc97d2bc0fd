"""The normal distribution in decimals against scipy and stockpyl, far into both tails."""

import math
import random
from collections.abc import Iterator
from decimal import Decimal, localcontext

import pytest
from scipy import stats
from stockpyl.loss_functions import standard_normal_loss

from calculators import stock_statistics
from calculators.core.numbers import EXACT, rounded


@pytest.fixture(autouse=True)
def exact() -> Iterator[None]:
    with localcontext(EXACT):
        yield


def test_the_distribution_and_its_density() -> None:
    rng = random.Random(1)
    for _ in range(300):
        x = rng.uniform(-8, 8)
        assert math.isclose(
            stock_statistics.distribution(Decimal(x)), stats.norm.cdf(x), rel_tol=1e-12
        )
        assert math.isclose(stock_statistics.density(Decimal(x)), stats.norm.pdf(x), rel_tol=1e-12)


def test_the_quantile() -> None:
    rng = random.Random(2)
    levels = [rng.random() for _ in range(200)] + [10.0**-n for n in range(1, 20)] + [0.5]
    for p in levels:
        z = stock_statistics.quantile(Decimal(p))
        assert math.isclose(z, stats.norm.ppf(p), rel_tol=1e-11, abs_tol=1e-12)
        assert abs(stock_statistics.distribution(z) - Decimal(p)) < Decimal("1e-40")


def test_the_quantile_near_certainty() -> None:
    almost = 1 - Decimal("1e-20")
    assert math.isclose(stock_statistics.quantile(almost), -stats.norm.ppf(1e-20), rel_tol=1e-12)


def test_the_loss() -> None:
    rng = random.Random(3)
    for _ in range(200):
        k = rng.uniform(-6, 6)
        n, _ = standard_normal_loss(k)
        reached, loss = stock_statistics.distribution_and_loss(Decimal(k))
        assert reached == stock_statistics.distribution(Decimal(k))
        assert math.isclose(loss, n, rel_tol=1e-9, abs_tol=1e-14)
    assert stock_statistics.distribution_and_loss(Decimal(-1000)) == (Decimal(0), Decimal(1000))
    reached, loss = stock_statistics.distribution_and_loss(Decimal(1000))
    assert (reached, rounded(loss)) == (Decimal(1), Decimal(0))


@pytest.mark.parametrize("p", ["0.5", "0.9", "0.95", "0.999"])
def test_the_poisson_quantile(p: str) -> None:
    for expected in ("0.01", "0.5", "3", "17.25", "400"):
        n = stock_statistics.poisson_quantile(Decimal(expected), Decimal(p))
        assert n == stats.poisson.ppf(float(p), float(expected))


def test_runs_of_a_history() -> None:
    series = [Decimal(each) for each in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)]
    quantile = stock_statistics.window_quantile
    assert quantile(series, 1, Decimal("0.9")) == (Decimal(9), 10)
    assert quantile(series, 1, Decimal("0.91")) == (Decimal(10), 10)
    assert quantile(series, 10, Decimal("0.5")) == (Decimal(55), 1)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("0.0000005", "0.000001"),
        ("0.00000049", "0.000000"),
        ("123456.1234565", "123456.123457"),
        ("1234567.1234565", "1234567.12346"),
        ("1234567890123456", "1.23456789012E+15"),
        ("-2.5", "-2.500000"),
    ],
)
def test_rounding(number: str, shown: str) -> None:
    assert str(rounded(Decimal(number))) == shown
