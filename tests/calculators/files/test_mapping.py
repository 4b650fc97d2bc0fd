"""Headers that the caller explains."""

import pytest

from calculators.core.words import words
from calculators.files.mapping import proposal, read
from calculators.files.remarks import Refused

VOCABULARY = {"月工资": "monthly_wage", "monthly_wage": "monthly_wage", "迟到次数": "late_count"}
OFFERED = frozenset({"monthly_wage", "month"})


def test_a_header_may_be_an_input_or_a_header_that_is_known() -> None:
    content = '"基本 工资（元）" = "monthly_wage"\n"迟到（回）" = "迟到次数"\n'
    assert read(content.encode("utf-8-sig"), VOCABULARY, OFFERED) == {
        "基本工资(元)": "monthly_wage",
        "迟到(回)": "late_count",
    }


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("# 对照\n工资 = monthly_wage".encode(), "表头对照文件从第 2 行起读不懂"),
        ("“工资” = “月工资”".encode("gbk"), "表头对照文件从第 1 行起读不懂"),
        (b'a = """\n\n\n', "表头对照文件从第 3 行起读不懂"),
        ('"工资" = 3'.encode(), "表头对照文件里“工资”后面要是一个带引号的列名"),
        (
            '"工资" = "wage"'.encode(),
            "表头对照文件说“工资”是“wage”，没有这个名称；可以写空白模板",
        ),
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(Refused) as refused:
        read(content, VOCABULARY, OFFERED)
    assert refused.value.remark.said(words()).startswith(said)


def test_a_proposal_can_be_read_and_names_nothing_twice() -> None:
    proposed = proposal(('月工资"', "每月工资", "备注", "迟到\n次数"), VOCABULARY)
    assert read(proposed.encode(), VOCABULARY, OFFERED) == {
        '月工资"': "monthly_wage",
        "迟到次数": "late_count",
    }


@pytest.mark.parametrize("encoded", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_mapping_is_read_as_any_editor_saves_it(encoded: str) -> None:
    content = '"底薪" = "月工资"\r\n'.encode(encoded)
    assert read(content, VOCABULARY, OFFERED) == {"底薪": "monthly_wage"}
