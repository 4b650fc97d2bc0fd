"""Calendar files of deadlines, read by an independent reader and byte for byte."""

import time
from datetime import date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar, Event

from calculators import answer_text, files_of
from calculators.core.calendar_file import Entry, calendar_file
from calculators.core.calendar_file import Event as CalendarEvent
from calculators.core.times import BEIJING
from tests.calculators.test_command_line import run

FIRST = date(2025, 1, 1)  # of the edition in force


def file(kind: str, start: str, calendar: str = "natural") -> bytes:
    request = {"kind": kind, "start": start, "calendar": calendar}
    text: str = files_of("deadlines", request)["files"]["ics"]["text"]
    return text.encode()


def events(content: bytes) -> list[Event]:
    """Return the events that an independent reader finds in a calendar file."""
    read = Calendar.from_ical(content)
    assert isinstance(read, Calendar)
    assert read.errors == []
    return read.events


def test_a_calendar_file_of_an_instant() -> None:
    (event,) = events(file("reply", "2026-03-02T09:30"))
    assert event.start == datetime(2026, 3, 3, 9, 30, tzinfo=BEIJING)
    assert event["SUMMARY"] == "答复客户咨询（2026-03-02 09:30:00 收到）：最晚这一刻"
    assert str(event["DESCRIPTION"]).splitlines() == [
        (
            "客户咨询在 24 小时内答复，到这一刻都算按时："
            "2026-03-02 09:30:00 + 24 小时 = 2026-03-03 09:30:00"
        ),
        "依据：网店部门制度 4.5.3（os-4-5-3）",
    ]
    assert event.alarms.times == []


def test_a_calendar_file_of_two_days() -> None:
    plan, submission = events(file("promotion", "2027-01-01"))
    assert (plan.start, plan.end) == (date(2026, 12, 18), date(2026, 12, 19))
    assert (submission.start, submission.end) == (date(2026, 12, 25), date(2026, 12, 26))
    assert "os-4-5-2" in str(plan["DESCRIPTION"])
    assert "os-4-5-1" not in str(plan["DESCRIPTION"])
    assert [each.trigger for each in plan.alarms.times] == [date(2026, 12, 17)]
    assert plan["UID"] != submission["UID"]


def test_a_calendar_file_of_a_window() -> None:
    (event,) = events(file("annual_review", "2025", "working"))
    assert (event.start, event.end) == (date(2026, 1, 4), date(2026, 1, 31))
    reminded = {each.trigger for each in event.alarms.times}
    assert reminded == {date(2026, 1, 3), date(2026, 1, 29)}


WINDOW = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//policy-handbook//calculators//ZH
CALSCALE:GREGORIAN
BEGIN:VEVENT
UID:monthly_review-2026-02-window@policy-handbook
DTSTAMP:20250101T000000Z
DTSTART;VALUE=DATE:20260301
DTEND;VALUE=DATE:20260311
SUMMARY:2026-02 的月度考核
DESCRIPTION:2026-02 的考核从次月 1 日开始做：2026-03-01\\n做到
 次月 10 日为止：2026-03-10\\n依据：商业运营管理制度 4.2.2
 （co-4-2-2）
TRANSP:TRANSPARENT
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:2026-02 的月度考核
TRIGGER:-P1D
END:VALARM
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:2026-02 的月度考核
TRIGGER;RELATED=END:-P2D
END:VALARM
END:VEVENT
END:VCALENDAR
"""
INSTANT = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//policy-handbook//calculators//ZH
CALSCALE:GREGORIAN
BEGIN:VEVENT
UID:reply-2026-03-02T09:30:00-due@policy-handbook
DTSTAMP:20250101T000000Z
DTSTART:20260303T013000Z
SUMMARY:答复客户咨询（2026-03-02 09:30:00 收到）：最晚这一
 刻
DESCRIPTION:客户咨询在 24 小时内答复，到这一刻都算按时
 ：2026-03-02 09:30:00 + 24 小时 = 2026-03-03 09:30:00\\n依据：网店
 部门制度 4.5.3（os-4-5-3）
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize(
    ("kind", "start", "text"),
    [("monthly_review", "2026-02", WINDOW), ("reply", "2026-03-02T09:30", INSTANT)],
)
def test_a_calendar_file_whole_on_machines_of_any_time_zone(
    kind: str, start: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        assert file(kind, start) == text.replace("\n", "\r\n").encode()
    finally:
        monkeypatch.undo()
        time.tzset()


ENTRY = Entry(
    key="reply",
    uid="a,b",
    stamp=FIRST,
    first=FIRST,
    last=FIRST,
    clause="os-4-5-3",
    start="2025-01-01",
)


@pytest.mark.parametrize(
    ("length", "octets"), [(63, [75]), (64, [75, 2]), (137, [75, 75]), (138, [75, 75, 2])]
)
def test_a_line_is_folded_after_75_octets(length: int, octets: list[int]) -> None:
    text = calendar_file([CalendarEvent(ENTRY, "", "x" * length)])
    folded = [line for line in text.split("\r\n") if line.endswith("x")]
    assert [len(line) for line in folded] == octets


def test_what_the_format_reserves_is_escaped() -> None:
    said = "一, 二; 三 \\ 四\n五"
    text = calendar_file([CalendarEvent(ENTRY, said, "")])
    assert "\r\nUID:a\\,b@policy-handbook\r\n" in text
    assert "\r\nSUMMARY:一\\, 二\\; 三 \\\\ 四\\n五\r\n" in text
    (event,) = events(text.encode())
    assert event["SUMMARY"] == said


def test_the_lines_of_a_calendar_file() -> None:
    content = file("promotion", "2026-10-18", "working")
    assert content == file("promotion", "2026-10-18", "working")
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert b"\r" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines)
    for line in lines:
        line.decode()  # no character is split between two lines
    assert "，当天也算按时：".encode() in content.replace(b"\r\n ", b"")


def test_an_event_keeps_its_name_when_its_day_changes() -> None:
    def names(calendar: str) -> list[str]:
        found = events(file("promotion", "2026-10-18", calendar))
        return [str(event["UID"]) for event in found]

    named = [f"promotion-2026-10-18-{each}@policy-handbook" for each in ("plan_due", "submit_due")]
    assert names("natural") == names("working") == named


def test_one_instant_has_one_name_whatever_its_offset() -> None:
    (first,) = events(file("reply", "2026-03-02T01:30Z"))
    (second,) = events(file("reply", "2026-03-02T09:30"))
    assert first["UID"] == second["UID"]


def test_there_is_no_calendar_file_without_days() -> None:
    assert "problems" in files_of("deadlines", {"kind": "reply"})
    assert list(files_of("bonus", {"month": "2026-03", "bonus_base": 1, "score": 1})["files"]) == [
        "receipt"
    ]


def test_the_command_line_writes_a_calendar_file(tmp_path: Path) -> None:
    path = tmp_path / "due.ics"
    flags = ("--kind", "promotion", "--start", "2027-01-01")
    done = run("deadlines", *flags, "--ics", str(path))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("方案最晚制定好：2026-12-18\n方案最晚提交：2026-12-25\n")
    assert path.read_bytes() == file("promotion", "2027-01-01")
    path.unlink()
    request = '{"kind": "promotion", "start": "2027-01-01"}'
    done = run("deadlines", "--json", "--ics", str(path), given=request)
    assert done.stdout == answer_text("deadlines", request) + "\n"
    assert path.read_bytes() == file("promotion", "2027-01-01")


def test_calendar_files_that_are_not_written(tmp_path: Path) -> None:
    path = tmp_path / "no" / "due.ics"
    flags = ("--kind", "promotion", "--start")
    done = run("deadlines", *flags, "2027-01-01", "--ics", str(path))
    assert done.returncode == 2
    assert done.stderr.endswith("，请检查文件夹和权限\n")
    path = tmp_path / "due.ics"
    done = run("deadlines", *flags, "2027-1-1", "--ics", str(path))
    assert (done.returncode, path.exists()) == (2, False)
    done = run("deadlines", "--jsonl", "--ics", str(path))
    said = "--jsonl 一次回答很多条，不能同时写 --ics；请用 --json 一条一条存\n"
    assert (done.returncode, done.stderr, path.exists()) == (2, said, False)
