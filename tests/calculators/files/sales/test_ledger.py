"""The sums of articles by period."""

import random
from datetime import date, timedelta

import pytest

from calculators.files.remarks import Refused, place
from calculators.files.sales import ledger as ledger_module
from calculators.files.sales.ledger import Article, Dated, Ledger
from calculators.files.sales.periods import Periods

AT = place("", 2)


@pytest.mark.parametrize("seed", range(20))
def test_sums_are_those_of_a_dict_whatever_the_order(seed: int) -> None:
    draw = random.Random(seed)
    article, expected = Article("A"), dict[int, int]()
    for _ in range(draw.choice([1, 5, 200])):
        period, amount = draw.randrange(700_000, 700_400), draw.randrange(-50, 100)
        article.add(period, amount)
        expected[period] = expected.get(period, 0) + amount
    first, last = draw.randrange(699_900, 700_200), draw.randrange(700_200, 700_500)
    wanted = [expected.get(period, 0) for period in range(first, last + 1)]
    assert list(article.over(first, last)) == wanted


def test_an_article_holds_little_more_than_its_periods() -> None:
    for step in (1, -1):
        article = Article("A")
        for day in range(1000):
            article.add(700_000 + step * day, 1)
        assert len(article.sums) < 1.2 * 1000


def test_a_sum_that_64_bits_do_not_hold() -> None:
    article = Article("A")
    article.add(1, 2**63 - 1)
    with pytest.raises(OverflowError):
        article.add(1, 1)
    assert list(article.over(1, 1)) == [2**63 - 1]


def test_dates_with_a_time_are_one_entry() -> None:
    dated = Dated()
    for minute in range(60):
        dated.remember(f"2026-03-02 10:{minute:02}", 5)
    assert dated == {"2026-03-02": 5}
    assert dated["2026-03-02 23:59:59"] == 5
    for text in ("2026-03-03", "2026-03-03 10:00", "2026-03-02 x", "2026-03-02 10:00 10:00"):
        with pytest.raises(KeyError):
            dated[text]


def test_texts_of_dates_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_module, "_REMEMBERED", 10)
    dated = Dated()
    for number in range(100):
        dated.remember(f"x{number}", number)
        assert len(dated) <= 10
        assert dated[f"x{number}"] == number


def test_more_periods_than_are_answered_are_not_held() -> None:
    book = Ledger(Periods("day"), longest=5000)
    article = book.article("A")
    for day in (date(2026, 3, 2), date(2126, 3, 2)):
        book.post(article, book.place(day.isoformat(), day, AT), 1)
    assert book.count == 36_525
    assert len(article.sums) < 100


def test_too_many_periods_of_all_articles_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_module, "_MOST", 10_000)
    book = Ledger(Periods("day"), longest=5000)
    days = [date(2026, 1, 1) + timedelta(days=n) for n in (0, 999)]
    for number in range(9):
        for day in days:
            book.post(book.article(f"{number}"), book.place(day.isoformat(), day, AT), 1)
    last = book.article("9")
    book.post(last, book.place("2026-01-01", days[0], AT), 1)
    with pytest.raises(Refused) as refused:
        book.post(last, book.place("2028-09-26", days[1], AT), 1)
    assert refused.value.remark.key == "too_large"
    assert refused.value.remark.values == {"skus": 10, "count": 1000}
