"""Whom or what a row of the answer is about, as columns: three for a person, one for an article."""

from calculators.files.entries import Person

PERSON = ("name", "user_id", "employee_no")
ARTICLE = ("sku",)
_ABOUT_ARTICLES = ("reorder", "turnover")


def columns(calculator: str) -> tuple[str, ...]:
    """Return the names of the columns that tell whom or what a calculator's rows are about.

    >>> columns("settlement"), columns("reorder")
    (('name', 'user_id', 'employee_no'), ('sku',))
    """
    return ARTICLE if about_articles(calculator) else PERSON


def about_articles(calculator: str) -> bool:
    """Tell whether a calculator's rows are about articles.

    >>> about_articles("settlement"), about_articles("turnover")
    (False, True)
    """
    return calculator in _ABOUT_ARTICLES


def texts(about: Person | str) -> tuple[str, ...]:
    """Return what stands in these columns.

    >>> texts(Person("张三", "", "0012")), texts("SKU-1")
    (('张三', '', '0012'), ('SKU-1',))
    """
    return (about,) if isinstance(about, str) else (about.name, about.user_id, about.employee_no)


def shortly(about: Person | str) -> str:
    """Return the one text that best tells whom or what is meant.

    >>> shortly(Person("", "u1", "0012")), shortly("SKU-1")
    ('u1', 'SKU-1')
    """
    return next(filter(None, texts(about)), "")
