"""Whom or what a row of the answer is about, as columns: three for a person, one for an article."""

import re

from calculators.files.characters import normalized
from calculators.files.entries import Person
from calculators.files.tables import UNSTORED
from calculators.registry import Calculator

PERSON = ("name", "user_id", "employee_no")
ARTICLE = ("sku",)
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)")
_LEFT = re.compile(r"\((?:已)?离职\)$")
_TOTAL = re.compile(
    r"[^:()]{0,12}?(?:合计|总计|小计|共计|汇总|平均|总数)(?:值|数)?"
    r"(?:\([^()]*\)|共?[0-9.]+[人名行条种件个]?|:.*)?"
    r"|(?:grand|sub)?totals?:?|average:?"
)


def columns(calculator: Calculator) -> tuple[str, ...]:
    """Return the names of the columns that tell whom or what a calculator's rows are about.

    >>> from calculators.registry import CALCULATORS
    >>> columns(CALCULATORS["deadlines"]), columns(CALCULATORS["reorder"])
    (('name', 'user_id', 'employee_no'), ('sku',))
    """
    return ARTICLE if calculator.about == "articles" else PERSON


def texts(about: Person | str) -> tuple[str, ...]:
    """Return what stands in these columns.

    >>> texts(Person("张三", "", "0012")), texts("SKU-1")
    (('张三', '', '0012'), ('SKU-1',))
    """
    return (about,) if isinstance(about, str) else tuple(about)


def shortly(about: Person | str) -> str:
    """Return the one text that best tells whom or what is meant.

    >>> shortly(Person("", "u1", "0012")), shortly("SKU-1")
    ('u1', 'SKU-1')
    """
    return next(filter(None, texts(about)), "")


def bare_name(name: str) -> str:
    """Return a name without spaces, width, and the mark of those who have left.

    >>> bare_name("张 三（已离职）")
    '张三'
    """
    return _LEFT.sub("", _tight(name))


def bare_code(code: str) -> str:
    """Return a UserId or 工号 without what does not count: width, spaces around it.

    >>> bare_code(" ００７ ")
    '007'
    """
    return normalized(code)


def is_total(text: str) -> bool:
    """Tell whether a text stands in the place of a name or code and names a total of others.

    >>> [is_total(text) for text in ("合计（1人）", "总 计：", "本月合计", "平均", "Grand Total")]
    [True, True, True, True, True]
    >>> is_total("张三"), is_total("总数码相机"), is_total("TOTAL-01"), is_total("")
    (False, False, False, False)
    """
    if text.isdecimal():  # most codes
        return False
    return _TOTAL.fullmatch(_tight(text).casefold()) is not None


def is_broken(text: str) -> bool:
    """Tell whether a text is a spreadsheet's error, or the lack of a result, instead of a code.

    >>> is_broken("#N/A"), is_broken("#1")
    (True, False)
    """
    return text.startswith("#") and (text == UNSTORED or _ERROR.fullmatch(text) is not None)


def _tight(text: str) -> str:
    return "".join(normalized(text).split())
