"""The text of one day's cell (考勤结果): what it says of lateness, absence and missing punches.

A cell holds pieces between commas, semicolons or line ends: `上班迟到24分钟,下班缺卡(09:54,-)`.
What stands in brackets is the times of punches, unless it is a length or a part of a day.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from calculators.files.characters import normalized

_NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,9})?"
_LENGTH = (
    rf"(?:({_NUMBER})(?:个?小时|h))?(?:({_NUMBER})(?:分钟|分|min))?(?:({_NUMBER})(?:秒钟|秒|s))?"
)
_PART = rf"半天|全天|一天|{_NUMBER}天"
_TOLD = re.compile(rf"\((共?{_NUMBER}(?:个?小时|分钟|分|秒)[0-9.分钟秒]*|{_PART})\)")
_PUNCHES = re.compile(r"[(（][0-9:：,，\s-]*[)）]")  # almost every cell has its own
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_SEPARATORS = re.compile(r"[,;、\n\r]+")
_SHIFT = re.compile(r"[^:0-9][^:]*:(?=[^0-9])")
NAMED = re.compile(r"迟到|早退|旷工")
"""What is charged for: a piece that names it is never passed over."""

_PUNCH = r"(?:上班|下班|上午|下午)?[0-9]?(?:外勤)?"
_LATE = re.compile(rf"{_PUNCH}(严重|旷工)?(迟到|早退)(?:1次)?:?共?{_LENGTH}")
_ABSENT = re.compile(rf"(?:上班|下班)?(上午|下午|半天|全天)?旷工(?:1次)?({_PART})?:?共?{_LENGTH}")
_MISSING = re.compile(rf"{_PUNCH}(?:缺卡|未打卡|漏打卡|忘打卡|缺上班卡|缺下班卡)(?:([0-9]+)次)?")
_WORDS = (
    "正常打卡|正常|出勤|休息并打卡|休息日|休息|轮休|公休|年休|调休|休|外勤|外出|出差|公出|加班|补卡申请|补卡"
    "|审批通过|请假|未排班|未安排班次|排班|无需打卡|免打卡|居家办公|法定节假日|节假日|非工作日|不在考勤组"
    "|并打卡|未入职|已离职|离职|地点异常|设备异常|打卡异常|弹性|工伤|培训|[早中晚夜白日]班"
)
_TIMES = r"[0-9 :./~年月日号天个小时分钟秒次至到上下半午共-]*"
_HARMLESS = re.compile(rf"(?:[-—/√无]+|{_PUNCH}(?:(?:{_WORDS})+|[一-龥]{{0,8}}假){_TIMES})")
_CLOCK = r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?"
_CLOCKS = re.compile(rf"(?<![0-9:]){_CLOCK}(?:\s*[-~至]\s*{_CLOCK})?(?![0-9:])")
_HALVES = {"半天", "上午", "下午"}
_LONGEST = 500
_HOUR = Decimal(3600)
_MINUTE = Decimal(60)


@dataclass(frozen=True, slots=True)
class Lateness:
    """One late arrival or early leave; `how` is "", "severe" (严重) or "absent" (旷工迟到)."""

    kind: str
    seconds: Decimal | None
    how: str = ""


@dataclass(frozen=True, slots=True)
class Absence:
    """One absence: `days` 0.5 or 1, None where the cell does not say; `minutes` where it does."""

    days: Decimal | None
    minutes: Decimal | None = None


@dataclass(frozen=True, slots=True)
class DayCell:
    """What a cell says; `unclear` are the pieces that are not understood."""

    lateness: tuple[Lateness, ...] = ()
    absences: tuple[Absence, ...] = ()
    missing: int = 0
    unclear: tuple[str, ...] = ()


NOTHING = DayCell()
"""What most cells say."""


def read_cell(text: str) -> DayCell:
    """Return what a day's cell says.

    >>> cell = read_cell("上班外勤,上班迟到1小时5分钟,下班缺卡(09:54,-)")
    >>> cell.lateness, cell.missing
    ((Lateness(kind='late', seconds=Decimal('3900'), how=''),), 1)
    >>> read_cell("旷工半天，年假05-22 08:30到05-22 12:00 0.5天").absences
    (Absence(days=Decimal('0.5'), minutes=None),)
    >>> read_cell("正常(08:47)") is read_cell("") is NOTHING
    True
    >>> read_cell("迟到好久").unclear
    ('迟到好久',)
    """
    if len(text) > _LONGEST:
        return DayCell(unclear=(text.strip(),)) if text.strip() else NOTHING
    return _read(_PUNCHES.sub("", text) if text.endswith((")", "）")) else text)


@lru_cache(maxsize=8192)
def _read(text: str) -> DayCell:
    lateness: list[Lateness] = []
    absences: list[Absence] = []
    unclear: list[str] = []
    missing = 0
    for piece in _pieces(text):
        told = _CLOCKS.sub("", piece).strip()
        tight = told.replace(" ", "")
        if match := _LATE.fullmatch(tight):
            if read := _lateness(match):
                lateness.append(read)
                continue
        elif match := _ABSENT.fullmatch(tight):
            if absence := _absence(match):
                absences.append(absence)
                continue
        elif match := _MISSING.fullmatch(tight):
            missing += int(match[1] or 1)
            continue
        elif not NAMED.search(told) and _HARMLESS.fullmatch(told):
            continue
        unclear.append(piece)
    cell = DayCell(tuple(lateness), tuple(absences), missing, tuple(unclear))
    return NOTHING if cell == NOTHING else cell


def length_of(text: str) -> Decimal | None:
    """Return the seconds that a length with its units stands for, None for anything else.

    >>> length_of("1小时5分钟"), length_of("12.5分钟"), length_of("12")
    (Decimal('3900'), Decimal('750.0'), None)
    """
    match = re.fullmatch(_LENGTH, text)
    return _seconds(*match.groups()) if match else None


def _pieces(text: str) -> list[str]:
    plain = _TOLD.sub(r"\1", normalized(text))
    before = ""
    while plain != before:
        before, plain = plain, _BRACKETS.sub("", plain)
    pieces = (piece.strip() for piece in _SEPARATORS.split(plain))
    return [_without_shift(piece) for piece in pieces if piece]


def _without_shift(piece: str) -> str:
    """Return a piece without the shift's name before it (`长白班:上班迟到2分钟`)."""
    match = _SHIFT.match(piece)
    return piece if match is None or NAMED.search(match[0]) else piece[match.end() :].strip()


def _lateness(match: re.Match[str]) -> Lateness | None:
    how, kind, *length = match.groups()
    if kind == "早退" and how:
        return None
    seconds = _seconds(*length)
    known_as = {None: "", "严重": "severe", "旷工": "absent"}[how]
    return Lateness("late" if kind == "迟到" else "early", seconds or None, known_as)


def _absence(match: re.Match[str]) -> Absence | None:
    before, behind, *length = match.groups()
    part = before or behind
    seconds = _seconds(*length)
    if (before and behind) or (part and seconds is not None):
        return None
    if part is None:
        return Absence(None, None if seconds is None else seconds / _MINUTE)
    if part in _HALVES or part == "0.5天":
        return Absence(Decimal("0.5"))
    return Absence(Decimal(1)) if part in {"全天", "一天", "1天", "1.0天"} else None


def _seconds(hours: str | None, minutes: str | None, seconds: str | None) -> Decimal | None:
    if hours is minutes is seconds is None:
        return None
    return Decimal(hours or 0) * _HOUR + Decimal(minutes or 0) * _MINUTE + Decimal(seconds or 0)
