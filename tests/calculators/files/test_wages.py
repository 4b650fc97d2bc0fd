"""Rows joined to wages: by UserId, else 工号, else a name that nobody shares."""

from collections.abc import Sequence

import pytest

from calculators.core.words import words
from calculators.files.entries import Entry, Person, Reading, Settings
from calculators.files.headers import find, input_words, known
from calculators.files.tables import Table
from calculators.files.wages import joined, read
from calculators.registry import CALCULATORS

ATTENDANCE = CALCULATORS["attendance"]
SETTINGS = Settings(calculator=ATTENDANCE, language=words(), values={})
ABSENT = [
    "工资表里没有“今年此前累计旷工”这一列，按没有填来算",
    "工资表里没有“今年此前折算旷工”这一列，按没有填来算",
    "工资表里没有“当地最低工资标准”这一列，按没有填来算",
]


def join(
    people: Sequence[Person], *rows: Sequence[str], values: dict[str, str] | None = None
) -> list[Entry]:
    settings = Settings(calculator=ATTENDANCE, language=words(), values=values or {})
    table = Table("", iter(enumerate(rows, 1)))
    headers = find(table, {**known("person"), **input_words(ATTENDANCE)})
    assert headers
    wages = read([(table, headers)], settings, Reading())
    entries = [Entry(source=str(n), about=p, request={}) for n, p in enumerate(people, 1)]
    return joined(entries, wages, settings)


def problems(entry: Entry) -> list[str]:
    return [each.said(words()) for each in entry.problems]


def notices(entry: Entry) -> list[str]:
    return [each.said(words()) for each in entry.notices]


HEADERS = ("姓名", "UserId", "工号", "月工资")


@pytest.mark.parametrize(
    ("person", "wage"),
    [
        (Person("张三", "u1", "7"), "1.00"),
        (Person("改了名", "u1"), "1.00"),
        (Person("张三", "", "7"), "1.00"),
        (Person("张三", "", "8"), "3.00"),
        (Person("李 四（已离职）"), "2.00"),
        (Person("王五", "u4"), "4.00"),  # the wages do not know the UserId
    ],
)
def test_a_person_is_found(person: Person, wage: str) -> None:
    entries = join(
        [person],
        HEADERS,
        ("张三", "u1", "7", "1"),
        ("李四", "u2", "", "2"),
        ("张三", "u3", "8", "3"),
        ("王五", "", "", "4"),
    )
    assert entries[0].request == {"monthly_wage": wage}
    assert problems(entries[0]) == []


def test_a_code_that_names_somebody_else_is_said() -> None:
    entries = join([Person("张三", "u1")], HEADERS, ("张三丰", "u1", "", "1"))
    assert notices(entries[0])[-1] == (
        "按编号对上了，可是名字不一样：这里是“张三”，工资表的第 2 行是“张三丰”"
    )
    assert entries[0].request == {"monthly_wage": "1.00"}


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ([Person("赵六")], "工资表里没有这个人，请补上一行"),
        (
            [Person("张三", "u9")],
            (
                "工资表里的“张三”（工资表的第 2 行）UserId 是 u1，这里是 u9，对不上。"
                "是同一个人的，请改成一样的"
            ),
        ),
        (
            [Person("张三")],
            "叫“张三”的不止一个人（2 个），只凭姓名对不上。请在两个文件里都写 UserId 或工号",
        ),
        (
            [Person("李四"), Person("李四", "", "5")],
            "叫“李四”的不止一个人（2 个），只凭姓名对不上。请在两个文件里都写 UserId 或工号",
        ),
    ],
)
def test_nobody_is_guessed(people: list[Person], said: str) -> None:
    entries = join(
        people, HEADERS, ("张三", "u1", "", "1"), ("张三", "u3", "", "3"), ("李四", "", "", "2")
    )
    assert problems(entries[0]) == [said]
    assert entries[0].request == {}


def test_people_in_the_wages_alone_are_told() -> None:
    entries = join(
        [Person("李四"), Person("李四", "", "5")],
        HEADERS,
        ("李四", "", "", "2"),
        ("王五", "u5", "", "3"),
    )
    assert [entry.about for entry in entries[2:]] == [Person("李四"), Person("王五", "u5")]
    assert problems(entries[3]) == ["只有工资表里有（工资表的第 3 行），要算的文件里没有对得上的人"]


def test_a_person_twice_in_the_wages() -> None:
    same = join([Person("张三", "u1")], HEADERS, ("张三", "u1", "", "1"), ("张三", "u1", "", "1.0"))
    assert (same[0].request, problems(same[0]), len(same)) == ({"monthly_wage": "1.00"}, [], 1)
    other = join([Person("张三", "u1")], HEADERS, ("张三", "u1", "", "1"), ("张三", "u1", "", "2"))
    assert problems(other[0]) == [
        (
            "这个人写了两次（工资表的第 2 行和工资表的第 3 行），月工资（不含绩效奖金）不一样，"
            "请只留一行"
        )
    ]
    assert len(other) == 1


def test_a_cell_of_the_wages_that_cannot_be_read_is_the_problem_of_its_person_alone() -> None:
    entries = join(
        [Person("张三"), Person("李四")],
        HEADERS,
        ("张三", "", "", "八千"),
        ("李四", "", "", "￥8,000 元"),
    )
    assert problems(entries[0]) == [
        "工资表的第 2 行：月工资（不含绩效奖金）要填数字（数字和小数点），你填的是 八千"
    ]
    assert entries[1].request == {"monthly_wage": "8000.00"}


def test_a_column_that_lacks_is_a_notice_of_each_row_and_none_where_it_was_set() -> None:
    entries = join([Person("张三")], HEADERS, ("张三", "", "", "1"))
    assert notices(entries[0]) == ABSENT
    entries = join(
        [Person("张三")], HEADERS, ("张三", "", "", "1"), values={"minimum_wage": "2000"}
    )
    assert notices(entries[0]) == ABSENT[:2]


def test_totals_and_blank_rows_are_skipped_and_counted() -> None:
    table = Table(
        "",
        iter(enumerate([HEADERS, ("合计", "", "", "9"), ("", "", "", "9"), ("", "", "", "")], 1)),
    )
    headers = find(table, {**known("person"), **input_words(ATTENDANCE)})
    assert headers
    reading = Reading()
    assert read([(table, headers)], SETTINGS, reading).rows == []
    assert [each.said(words()) for each in reading.remarks] == [
        "工资表：从文件读了 0 行",
        "文件里有 2 行没有写是谁或哪种商品（合计、空行），跳过了",
    ]


def test_two_values_for_the_same_input_are_a_problem() -> None:
    table = Table("", iter(enumerate([HEADERS, ("张三", "", "", "1")], 1)))
    headers = find(table, {**known("person"), **input_words(ATTENDANCE)})
    assert headers
    wages = read([(table, headers)], SETTINGS, Reading())
    own = Entry(source="1", about=Person("张三"), request={"monthly_wage": "1.0"})
    other = Entry(source="1", about=Person("张三"), request={"monthly_wage": "2"})
    assert problems(joined([own], wages, SETTINGS)[0]) == []
    assert problems(joined([other], wages, SETTINGS)[0]) == [
        "月工资（不含绩效奖金）有两个值：这里是 2，工资表的第 2 行是 1.00，请改成一样的"
    ]
