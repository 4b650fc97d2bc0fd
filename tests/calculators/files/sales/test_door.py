"""Long sales: a line a sale, made into the demand of each article by period."""

import csv
import io
import random
import tracemalloc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from calculators.core.words import words
from calculators.files import dates
from calculators.files.entries import Entry, Reading, Settings
from calculators.files.headers import find, input_words, known
from calculators.files.remarks import Refused, Remark
from calculators.files.sales import cells, ledger
from calculators.files.sales import door as sales
from calculators.files.tables import UNSTORED, Merge, Row, Table
from calculators.registry import CALCULATORS
from calculators.stock_record import Inputs

REORDER = CALCULATORS["reorder"]
HEAD = "date,sku,quantity\n"
VOCABULARY = {**known("stock"), **input_words(REORDER)}


def table(text: str, sheet: str = "", merges: Sequence[Merge] = ()) -> Table:
    rows = csv.reader(io.StringIO(text, newline=""))
    return Table(sheet, iter(list(enumerate(rows, 1))), merges)


def settings(**values: str) -> Settings:
    return Settings(calculator=REORDER, language=words(), values=values)


def read(tables: Iterable[Table], **values: str) -> tuple[list[Entry], list[str]]:
    reading = Reading()
    found = []
    for each in tables:
        headers = find(each, VOCABULARY)
        assert headers is not None
        found.append((each, headers))
    listed = list(sales.entries(found, settings(**values), reading))
    return listed, said(reading.remarks)


def entries(text: str, period: str = "day", **values: str) -> dict[str, Entry]:
    listed, _ = read([table(text)], period=period, **values)
    assert all(isinstance(entry.about, str) for entry in listed)
    return {str(entry.about): entry for entry in listed}


def said(remarks: Iterable[Remark]) -> list[str]:
    return [remark.said(words()) for remark in remarks]


def history(entry: Entry) -> list[str]:
    assert not entry.problems, said(entry.problems)
    numbers: list[str] = entry.request["history"]
    return numbers


def refusal(text: str, **values: str) -> str:
    with pytest.raises(Refused) as refused:
        read([table(text)], **values)
    return refused.value.remark.said(words())


def test_every_period_from_the_first_to_the_last_date_of_the_file() -> None:
    text = "2026-03-04,B,1\n2026-03-02, 007 ,5\n2026-03-02,007,2\n2026-03-05,007,1.5\n"
    found, told = read([table(HEAD + text)], period="day")
    assert [(entry.about, entry.source) for entry in found] == [("B", "2"), ("007", "3-5")]
    assert history(found[0]) == ["0", "0", "1", "0"]
    assert history(found[1]) == ["7", "0", "0", "1.5"]
    assert found[1].request["period"] == "day"
    assert not found[1].notices
    assert told == [
        "从文件的“date”“sku”“quantity”三列读了 4 行销售",
        "2 种商品按天汇总，从 2026-03-02 到 2026-03-05 共 4 天；没有销售的日子按 0 计",
    ]


def test_the_history_is_taken_by_the_calculator() -> None:
    entry = entries(HEAD + "2026-03-02,A,5\n2026-03-04,A,0.000001\n", lead_time="3")["A"]
    inputs = Inputs.read(entry.request)
    assert inputs.history == (Decimal(5), Decimal(0), Decimal("0.000001"))


def test_weeks_from_monday_and_what_they_lack() -> None:
    text = HEAD + "2026-03-04,A,1\n2026-03-08,A,2\n2026-03-09,A,4\n2026-03-23,A,8\n"
    found, told = read([table(text)], period="week")
    assert history(found[0]) == ["3", "4", "0", "8"]
    lacking = [
        (
            "第一周不完整：从 2026-03-02 开始的一周，销售从 2026-03-04 才有，这一周的需求会偏小。"
            "请从 2026-03-02 起导出，或者删去这一周的行"
        ),
        (
            "最后一周不完整：到 2026-03-29 结束的一周，销售只到 2026-03-23，这一周的需求会偏小。"
            "请导出到 2026-03-29，或者删去这一周的行"
        ),
    ]
    assert said(found[0].notices) == lacking
    assert told[1:] == [
        (
            "1 种商品按周（星期一到星期日）汇总，从 2026-03-04 到 2026-03-23 共 4 周；"
            "没有销售的周按 0 计"
        ),
        *lacking,
    ]


def test_whole_weeks_and_months_lack_nothing() -> None:
    weeks = entries(HEAD + "2026-03-02,A,1\n2026-03-15,A,2\n", "week")["A"]
    assert history(weeks) == ["1", "2"]
    months = entries(HEAD + "2026-02-01,A,1\n2026-03-31,A,2\n", "month")["A"]
    assert history(months) == ["1", "2"]
    assert weeks.notices == months.notices == []


def test_a_month_that_is_not_over() -> None:
    found = entries(HEAD + "2026-02-01,A,1\n2026-03-30,A,2\n", "month")["A"]
    assert said(found.notices) == [
        (
            "最后一个月不完整：到 2026-03-31 结束的一个月，销售只到 2026-03-30，这个月的需求"
            "会偏小。请导出到 2026-03-31，或者删去这个月的行"
        )
    ]


def test_returns_are_subtracted_and_said() -> None:
    text = HEAD + "2026-03-02,A,5\n2026-03-02,A,-2\n2026-03-03,A,3\n2026-03-03,A,-0.5\n"
    found, told = read([table(text + "2026-03-03,B,1\n")], period="day")
    assert history(found[0]) == ["3", "2.5"]
    assert said(found[0].notices) == [
        "有 2 行是退货（数量是负数），共 2.5 件，已经从当期的销量里减去"
    ]
    assert found[1].notices == []
    assert told[-1] == "有 2 行是退货（数量是负数），共 2.5 件，已经从当期的销量里减去"


def test_more_returns_than_sales_in_a_period() -> None:
    text = HEAD + "2026-03-02,A,5\n2026-03-03,A,-7\n2026-03-03,A,1\n2026-03-03,B,1\n"
    found = entries(text)
    assert said(found["A"].problems) == [
        (
            "2026-03-03 这一天的退货比销售多，合起来是 -6 件，需求不能是负数："
            "请用更长的一期，例如 --set period=week，或者把退货记回卖出的那天"
        )
    ]
    assert history(found["B"]) == ["0", "1"]
    week = entries(text + "2026-03-09,A,1\n", "week")["A"]
    assert said(week.problems) == [
        (
            "2026-03-02 到 2026-03-08 这一周的退货比销售多，合起来是 -1 件，需求不能是负数："
            "请用更长的一期，--set period=month，或者把退货记回卖出的那周"
        )
    ]
    month = entries(text + "2026-04-01,A,1\n", "month")["A"]
    assert said(month.problems) == [
        (
            "2026-03-01 到 2026-03-31 这个月的退货比销售多，合起来是 -1 件，需求不能是负数："
            "请把退货记回卖出的那个月，或者导出更长时间的销售、删去这个月"
        )
    ]


def test_a_line_that_cannot_be_read_touches_its_article_alone() -> None:
    text = (
        HEAD
        + "2026-03-02,A,5\n2026-02-30,A,5\n明天,A,x\n2026-03-03,A,\n,A,1\n2026-03-09,A,五\n"
        + "2026-03-02,B,1\n2026-03-03,B,2\n"
    )
    found = entries(text)
    assert said(found["A"].problems) == [
        "第 3 行“date”列是“2026-02-30”，没有这一天（年份要在 1900 到 2199 之间）：请改正",
        "第 4 行“date”列是“明天”，认不出是哪一天：请写成 年-月-日，例如 2026-03-02",
        "第 4 行“quantity”列是“x”，不是数量：请只填数字，退货填负数",
        "这种商品还有 3 处这样的问题，没有一一列出：改完以后再试一次",
    ]
    assert found["A"].source == "2-7"
    assert history(found["B"]) == ["1", "2", *"000000"]  # until 2026-03-09, which can be read


def test_a_bad_quantity_does_not_hide_its_date() -> None:
    found = entries(HEAD + "2026-03-02,B,1\n2026-03-03,B,1\n2026-03-09,A,x\n2026-03-01,A,\n")
    assert history(found["B"]) == [*"011000000"]


def test_a_comma_too_many_is_a_problem_of_its_article() -> None:
    found = entries(HEAD + "2026-03-02,A,1,000\n2026-03-03,A,1\n2026-03-02,B,1,\n2026-03-03,B,1\n")
    assert said(found["A"].problems) == [
        (
            "第 2 行比表头多几格，“quantity”列的“1”和后面的格子可能错了位，"
            '例如 1,000 里的逗号没有加引号：请改成 1000 或 "1,000"'
        )
    ]
    assert (found["B"].problems, history(found["B"])) == ([], ["1", "1"])


def test_a_formula_without_a_result() -> None:
    found, _ = read(
        [table(HEAD + f"2026-03-02,A,{UNSTORED}\n{UNSTORED},B,1\n2026-03-02,{UNSTORED},1", "销售")],
        period="day",
    )
    assert [said(entry.problems)[0] for entry in found] == [
        f"工作表“销售”第 {row} 行“{header}”列是公式，文件里没有存下它的结果："
        "请用表格软件打开，保存以后再用"
        for row, header in [(2, "quantity"), (3, "date"), (4, "sku")]
    ]


def test_codes_that_a_spreadsheet_has_spoilt() -> None:
    found = entries(HEAD + "2026-03-02,#N/A,1\n2026-03-03,6.90123E+12,1\n2026-03-03,1E5,1\n")
    assert said(found["#N/A"].problems) == [
        "第 2 行“sku”列是“#N/A”，这是表格里出错的公式，不是商品编码：请改正公式，或者填上编码"
    ]
    assert said(found["6.90123E+12"].problems) == [
        (
            "第 3 行“sku”列是“6.90123E+12”，长编码被表格软件改成了科学记数，不同的商品会混在一起："
            "请把这一列设成文本，重新导出"
        )
    ]
    assert history(found["1E5"]) == ["0", "1"]


def test_lines_without_an_article_are_skipped_and_counted() -> None:
    text = (
        "日期,商品编码,数量\n2026-03-02,A,5\n,,\n,合计,5\n,A 汇总,5\n合计,,5\n日期,商品编码,数量\n"
        "2026-03-02,总计：,5\n备注,,\n2026-03-08,,9\n2026-03-03,A,1\n2026-03-09,　,9\n"
    )
    found, told = read([table(text, "三月")], period="day")
    assert [entry.about for entry in found] == ["A"]
    assert history(found[0]) == ["5", "1"]
    assert told[:3] == [
        "从工作表“三月”的“日期”“商品编码”“数量”三列读了 2 行销售",
        (
            "工作表“三月”里有 6 行没有商品（合计、重复的表头或没有编码的行），"
            "跳过了：第 4、5、6、7、8… 行"
        ),
        (
            "工作表“三月”里有 2 行写了日期和数量，没有商品编码，没有计入任何商品：第 10、12 行。"
            "要计入，请补上编码"
        ),
    ]


def test_inputs_in_the_lines() -> None:
    text = (
        "sku,date,quantity,采购提前期（天）,on_hand,现有\n"
        "A,2026-03-02,5,7,,x\nA,2026-03-03,5,,30,y\nA,2026-03-03,5,7.0,30\nA,2026-03-03,5,7\n"
        "B,2026-03-02,1,7,4,\nB,2026-03-02,1,8,4,\nB,2026-03-02,1,9,4,\n"
        "C,2026-03-02,1,七,-4,\nC,2026-03-02,1,七,-4,\n"
    )
    found = entries(text)
    assert history(found["A"]) == ["5", "15"]
    assert found["A"].request["lead_time"] == "7"
    assert found["A"].request["on_hand"] == "30"
    assert said(found["B"].problems) == [
        (
            "第 7 行“采购提前期（天）”列是“8”，第 6 行却是“7”，"
            "同一种商品只能有一个值：请改成一样的，或者只留一行填写"
        ),
        (
            "第 8 行“采购提前期（天）”列是“9”，第 6 行却是“7”，"
            "同一种商品只能有一个值：请改成一样的，或者只留一行填写"
        ),
    ]
    assert said(found["C"].problems) == [
        "第 9 行“采购提前期（天）”列是“七”，不是数字：请只填数字和小数点",
        "第 9 行“on_hand”列是“-4”，不能是负数：请改正",
    ]


@pytest.mark.parametrize(
    ("header", "found", "why"),
    [
        ("cycle_service_level", "95", "要大于 0、小于 1，95% 写 0.95：请改正"),
        ("z", "11", "要在 -10 到 10 之间：请改正"),
        ("fixed_cost", "1.234", "最多写 2 位小数：请改正"),
        ("fixed_cost", "元", "不是数字：请只填数字和小数点"),
        ("sd_kind", "抽样", "只能写 sample、population：请改正"),
        ("period", "季", "只能写 day、week、month：请改正"),
        ("lot_size", "0", "要在 0.000001 到 1000000000 之间：请改正"),
    ],
)
def test_an_input_that_the_calculator_does_not_take(header: str, found: str, why: str) -> None:
    text = f"date,sku,quantity,{header}\n2026-03-02,A,1,{found}\n2026-03-03,B,1,\n"
    listed = entries(text)
    assert said(listed["A"].problems) == [f"第 2 行“{header}”列是“{found}”，{why}"]
    assert history(listed["B"]) == ["0", "1"]


def test_a_column_of_history_is_named_and_not_used() -> None:
    text = "date,sku,quantity,history\n2026-03-02,A,1,5 6\n2026-03-03,A,1,7 8\n"
    found, told = read([table(text)], period="day")
    assert history(found[0]) == ["1", "1"]
    assert "文件的“history”列没有用：需求历史由各行的数量汇总得出" in told


def test_several_sheets_are_one_file() -> None:
    first = table("说明\n" + HEAD + "2026-03-02,A,1\n2026-03-03,B,1\n2026-03-03,A,2\n", "1 月")
    second = table("数量,货号,日期,lead_time\n4,A,2026-03-05,3\n", "2 月")
    found, told = read([first, second], period="day")
    assert [entry.source for entry in found] == ["1 月!3-5、2 月!2", "1 月!4"]
    assert history(found[0]) == ["1", "2", "0", "4"]
    assert history(found[1]) == ["0", "1", "0", "0"]
    assert found[0].request["lead_time"] == "3"
    assert told[:2] == [
        "从工作表“1 月”的“date”“sku”“quantity”三列读了 3 行销售",
        "从工作表“2 月”的“日期”“货号”“数量”三列读了 1 行销售",
    ]


def test_values_that_differ_between_sheets_name_both() -> None:
    head = "date,sku,quantity,lead_time\n"
    first = table(head + "2026-03-02,A,1,3\n", "甲")
    found, _ = read([first, table(head + "2026-03-03,A,1,4\n", "乙")], period="day")
    assert said(found[0].problems) == [
        (
            "工作表“乙”第 2 行“lead_time”列是“4”，工作表“甲”第 2 行却是“3”，"
            "同一种商品只能有一个值：请改成一样的，或者只留一行填写"
        )
    ]


def test_merged_codes_and_dates_hold_for_their_rows() -> None:
    text = HEAD + "2026-03-02,A,1\n,,2\n2026-03-03,,4\n"
    found, _ = read(
        [table(text, "销售", [Merge(2, 2, 4, 2), Merge(2, 1, 3, 1), Merge(2, 3, 3, 3)])],
        period="day",
    )
    assert history(found[0]) == ["3", "4"]  # a merged quantity is not repeated


def test_the_period_is_asked_for() -> None:
    assert refusal(HEAD + "2026-03-02,A,1\n") == (
        "这是一行一笔（或一天一行）的销售，要按天、周或月汇总，文件里没有说按哪一种。"
        "请加上 --set period=day（按天）、--set period=week（按周）或 --set period=month（按月），"
        "提前期也用同一个单位"
    )


@pytest.mark.parametrize(
    ("label", "code"), [("天", "day"), ("周", "week"), ("个月", "month"), ("月", "month")]
)
def test_a_column_of_periods_by_their_labels(label: str, code: str) -> None:
    text = f"日期,货号,数量,period\n2026-03-02,A,1,{label}\n2026-04-02,A,2,{code}\n"
    (entry,), _ = read([table(text)])
    assert not entry.problems
    assert entry.request["period"] == code


def test_a_column_of_periods_goes_before_the_setting() -> None:
    text = "date,sku,quantity,period\n2026-03-02,A,1,week\n2026-03-09,A,1,\n2026-03-09,B,1,\n"
    found = entries(text, period="month")
    assert history(found["A"]) == ["1", "1"]
    assert found["A"].request["period"] == "week"
    assert said(found["B"].problems) == [
        (
            "这种商品的 period 是 month，整个文件按 week 汇总：一个文件只能用一种，"
            "请改成一样的，或者拆成两个文件"
        )
    ]
    listed, _ = read([table(text)])
    assert history(listed[1]) == ["0", "1"]
    assert listed[1].request["period"] == "week"


def test_more_periods_than_can_be_answered() -> None:
    text = HEAD + "2026-03-02,A,1\n2062-03-02,B,1\n2026-03-03,A,1\n"
    for entry in entries(text).values():
        assert said(entry.problems) == [
            (
                "从 2026-03-02（第 2 行）到 2062-03-02（第 3 行），按 day 汇总有 13150 期，"
                "最多 5000 期：请先看看这两行的日期有没有写错；没有写错，请用 --set period=week"
            )
        ]
    century = entries(HEAD + "1926-03-02,A,1\n2026-03-03,A,1\n")["A"]
    assert said(century.problems)[0].endswith("请用 --set period=month")
    assert len(history(entries(HEAD + "1926-03-02,A,1\n2021-03-02,A,1\n", "week")["A"])) == 4958


def test_fewer_than_two_periods() -> None:
    day = entries(HEAD + "2026-03-02,A,1\n2026-03-02,A,1\n")["A"]
    assert said(day.problems) == [
        "全部销售都在 2026-03-02 这一天，至少要 2 天才能算需求的波动：请导出更长时间的销售"
    ]
    week = entries(HEAD + "2026-03-02,A,1\n2026-03-03,A,1\n", "week")["A"]
    assert said(week.problems) == [
        (
            "从 2026-03-02 到 2026-03-03，按 week 汇总只有 1 期，至少要 2 期才能算需求的波动："
            "请用 --set period=day，或者导出更长时间的销售"
        )
    ]
    month = entries(HEAD + "2026-03-02,A,1\n2026-03-20,A,1\n", "month")["A"]
    assert said(month.problems)[0].split("：")[1].startswith("请用 --set period=week")


def test_sums_that_are_too_high() -> None:
    text = HEAD + "2026-03-02,A,1000000000\n2026-03-02,A,1\n2026-03-03,A,1\n2026-03-03,B,1\n"
    found = entries(text)
    assert said(found["A"].problems) == [
        (
            "2026-03-02 这一天合起来是 1,000,000,001 件，超过了 1,000,000,000 件："
            "请检查数量，或者换大一点的单位（例如箱）"
        )
    ]
    assert history(found["B"]) == ["0", "1"]


@pytest.mark.parametrize(
    ("period", "told"),
    [("week", "2026-03-02 到 2026-03-08 这一周"), ("month", "2026-03-01 到 2026-03-31 这个月")],
)
def test_sums_of_longer_periods_that_are_too_high(period: str, told: str) -> None:
    text = HEAD + "2026-03-02,A,1000000000\n2026-03-08,A,0.5\n2026-04-15,A,1\n"
    found = entries(text, period)["A"]
    assert said(found.problems) == [
        f"{told}合起来是 1,000,000,000.5 件，超过了 1,000,000,000 件：请检查数量，或者用更短的一期"
    ]


def test_a_first_month_that_is_not_whole() -> None:
    found = entries(HEAD + "2026-02-02,A,1\n2026-03-31,A,2\n", "month")["A"]
    assert [notice.key for notice in found.notices] == ["first_month"]
    assert said(found.notices)[0].startswith("第一个月不完整：从 2026-02-01 开始的一个月")


def test_more_articles_and_periods_than_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "_MOST", 100)
    assert refusal(HEAD + "2026-03-02,A,1\n2026-03-02,B,1\n", period="day") == (
        "商品已有 2 种，跨 1 期，一次算不下：请用更长的一期（例如 --set period=month），"
        "或者按商品拆成几个文件"
    )


def test_a_sum_that_64_bits_do_not_hold() -> None:
    lines = "2026-03-02,A,1000000000\n" * 9300
    found = entries(HEAD + lines + "2026-03-02,B,1\n2026-03-03,B,1\n")
    assert said(found["A"].problems)[0] == (
        "第 9225 行“quantity”列是“1000000000”，加上它，这一期的数量大得算不下：请检查是不是写错了"
    )
    assert history(found["B"]) == ["1", "1"]


def test_nothing_to_read() -> None:
    told = "文件里有表头，没有一行销售：请检查导出的范围"
    assert refusal(HEAD, period="day") == told
    assert refusal(HEAD + ",合计,5\n", period="day") == told


def test_only_lines_that_cannot_be_read() -> None:
    found = entries(HEAD + "x,A,1\ny,B,1\n")
    assert [len(entry.problems) for entry in found.values()] == [1, 1]


def test_rows_that_are_shorter_than_the_headers() -> None:
    found = entries("sku,date,quantity,lead_time\nA,2026-03-02,1\nA\nA,2026-03-03,2,7\n")
    assert [key.key for key in found["A"].problems] == ["no_date", "no_quantity"]


def test_memory_grows_with_articles_and_periods_not_with_lines() -> None:
    def lines() -> Iterator[Row]:
        yield 1, ["date", "sku", "quantity"]
        for n in range(40_000):
            stamp = f"2026-03-{n % 28 + 1:02} {n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}"
            yield n + 2, [stamp, f"S{n % 9}", str(n % 50)]

    long = Table("", lines())
    headers = find(long, VOCABULARY)
    assert headers is not None
    tracemalloc.start()
    try:
        found = list(sales.entries([(long, headers)], settings(period="day"), Reading()))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sum(sum(map(int, entry.request["history"])) for entry in found) == 980_000
    assert peak < 200_000


def _expected(
    lines: Iterable[tuple[date, str, Decimal]], period: str
) -> Mapping[str, list[Decimal]]:
    """Return the histories that a plain reading of the lines gives, day by day."""
    lines = list(lines)
    first, last = min(line[0] for line in lines), max(line[0] for line in lines)

    def start(day: date) -> date:
        if period == "week":
            return day - timedelta(days=day.weekday())
        return day.replace(day=1) if period == "month" else day

    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    starts = list(dict.fromkeys(start(day) for day in days))
    sums: dict[str, dict[date, Decimal]] = {}
    for day, sku, quantity in lines:
        article = sums.setdefault(sku, dict.fromkeys(starts, Decimal(0)))
        article[start(day)] += quantity
    return {sku: list(article.values()) for sku, article in sums.items()}


def _written(day: date, draw: random.Random) -> str:
    forms: list[Any] = [
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day:%y-%m-%d} 星期{'一二三四五六日'[day.weekday()]}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day} {draw.randrange(24):02}:{draw.randrange(60):02}:00",
        f"{day:%Y%m%d}",
    ]
    return str(draw.choice(forms))


@pytest.mark.parametrize("period", ["day", "week", "month"])
@pytest.mark.parametrize("seed", range(12))
def test_against_a_plain_implementation(period: str, seed: int) -> None:
    draw = random.Random(f"{period}{seed}")
    skus = [f"S{number}" for number in range(draw.choice([1, 3, 20]))]
    span = draw.choice([70, 200, 800])
    lines = []
    for _ in range(draw.choice([30, 300, 2000])):
        day = date(2023, 12, 1) + timedelta(days=draw.randrange(span))
        quantity = Decimal(draw.randrange(-20, 100) * draw.choice([1000, 1])).scaleb(-3)
        lines.append((day, draw.choice(skus), quantity))
    if draw.random() < 0.5:
        lines.sort(reverse=draw.random() < 0.5)
    text = HEAD + "".join(f"{_written(day, draw)},{sku},{q}\n" for day, sku, q in lines)
    expected = _expected(lines, period)
    found = entries(text, period)
    assert list(found) == list(expected)
    for sku, numbers in expected.items():
        entry = found[sku]
        if min(numbers) < 0:
            [problem] = entry.problems
            assert problem.key == f"below_zero_{period}"
            assert problem.values["sum"] == min(numbers)
        else:
            assert list(map(Decimal, entry.request["history"])) == numbers
        returned = [q for _, line, q in lines if line == sku and q < 0]
        told = [n for n in entry.notices if n.key == "returns"]
        assert [n.values for n in told] == (
            [{"count": len(returned), "units": -sum(returned)}] if returned else []
        )
        rows = [row for row, line in enumerate(lines, 2) if line[1] == sku]
        assert entry.source == (f"{rows[0]}-{rows[-1]}" if len(rows) > 1 else f"{rows[0]}")


@pytest.mark.parametrize("total", ["合计（1种）", "总 计", "本月合计", "平均", "A类小计"])
@pytest.mark.parametrize("day", ["", "2026-03-03"])
def test_a_total_in_any_words_is_no_article(total: str, day: str) -> None:
    text = HEAD + f"2026-03-02,A,1\n{day},{total},1\n2026-03-03,A,2\n"
    found, told = read([table(text)], period="day")
    assert [entry.about for entry in found] == ["A"]
    assert history(found[0]) == ["1", "2"]
    assert "文件里有 1 行没有商品（合计、重复的表头或没有编码的行），跳过了：第 3 行" in told


def test_limits_are_said_as_they_are_in_force(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dates, "YEARS", range(2020, 2031))
    monkeypatch.setattr(cells, "MOST", 5000)
    monkeypatch.setattr(cells, "HIGHEST", 5000 * cells.MILLION)
    lines = "2031-03-02,A,1\n2026-03-02,A,5001.0\n2026-03-02,A,0.0000001\n"
    (entry,), _ = read([table(HEAD + lines)], period="day")
    assert said(entry.problems)[:3] == [
        "第 2 行“date”列是“2031-03-02”，没有这一天（年份要在 2020 到 2030 之间）：请改正",
        "第 3 行“quantity”列是“5001.0”，超过了 5,000 件：请改正",
        "第 4 行“quantity”列是“0.0000001”，小数超过 6 位：请最多写 6 位小数",
    ]
