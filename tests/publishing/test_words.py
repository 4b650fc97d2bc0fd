"""Which words of a sentence are others now."""

import pytest

from publishing.words import compared


def marked(before: str, now: str) -> str:
    marks = {"same": "{}", "gone": "[-{}-]", "new": "[+{}+]"}
    return "".join(marks[piece.part].format(piece.text) for piece in compared(before, now))


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ("一样", "一样", "一样"),
        ("", "全新", "[+全新+]"),
        ("没有了", "", "[-没有了-]"),
        ("不超过 3 次", "不超过 13 次", "不超过 [-3-][+13+] 次"),
        ("满 1,000.50 元", "满 1,200 元", "满 [-1,000.50-][+1,200+] 元"),
        ("扣 5%", "扣 15%", "扣 [-5%-][+15%+]"),
        ("写进 FAQ 文档", "写进 SOP 文档", "写进 [-FAQ-][+SOP+] 文档"),
        ("内部培训、外部培训、在线学习", "内部培训、在线学习", "内部培训、[-外部培训、-]在线学习"),
        ("全体员工参加", "新员工参加", "[-全体-][+新+]员工参加"),
    ],
)
def test_what_stays_goes_and_comes(before: str, now: str, said: str) -> None:
    assert marked(before, now) == said


def test_each_version_can_be_read_out_of_the_pieces() -> None:
    before, now = "迟到 3 次以内，每次扣 5%。", "迟到或早退 2 次以内，扣 10%，另记一次。"
    pieces = compared(before, now)
    assert "".join(each.text for each in pieces if each.part != "new") == before
    assert "".join(each.text for each in pieces if each.part != "gone") == now
