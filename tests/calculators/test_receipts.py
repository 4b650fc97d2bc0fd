"""Receipts: kept, read again, and what of them is said to differ."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from calculators import answer, door, files_of, verify, verify_text
from calculators.core.receipts import canonical, check_value, read
from calculators.core.words import Words
from calculators.registry import CALCULATORS
from calculators.settlement import EXAMPLE
from tests.calculators.test_command_line import run

type Edit = Callable[[dict[str, Any]], object]


BONUS = {"month": "2026-03", "bonus_base": "1000", "score": "70"}
USAGE = "用法：python -m calculators verify 凭据文件。一致时退出码为 0，不一致为 1，读不了为 2"


def kept(name: str = "settlement", request: Any = EXAMPLE) -> str:
    """Return a receipt as its file holds it."""
    text: str = files_of(name, request)["files"]["receipt"]["text"]
    return text


def edited(edit: Edit, *, sealed: bool = True) -> bytes:
    """Return the example's receipt edited, with the check value that then fits or the old one."""
    receipt = json.loads(kept())
    edit(receipt)
    if sealed:
        receipt["check"] = check_value(receipt)
    return json.dumps(receipt).encode()


@pytest.mark.parametrize("name", CALCULATORS)
def test_a_receipt_is_the_reply_with_its_language_and_check_value(name: str) -> None:
    receipt = json.loads(kept(name, CALCULATORS[name].example))
    language, check = receipt.pop("language"), receipt.pop("check")
    assert receipt == answer(name, CALCULATORS[name].example)
    assert language == "zh-Hans"
    assert check == check_value(receipt | {"language": language})


@pytest.mark.parametrize("name", CALCULATORS)
def test_a_receipt_of_today_is_the_same_today_however_it_is_laid_out(name: str) -> None:
    text = kept(name, CALCULATORS[name].example)
    reordered = dict(reversed(json.loads(text).items()))
    for content in (text, "\ufeff" + text, json.dumps(reordered)):
        assert verify(content.encode()) == {"same": True, "differences": []}


def test_a_receipt_is_laid_out_for_a_person_and_named_by_its_check_value() -> None:
    (offered,) = files_of("bonus", BONUS)["files"].values()
    assert list(offered) == ["name", "text"]
    assert offered["text"].startswith('{\n  "calculator": "bonus",\n')
    assert '"grade": "合格"' in offered["text"]
    assert offered["name"] == f"绩效奖金凭据-{json.loads(offered['text'])['check'][:8]}.json"


def test_a_calculator_writes_files_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def write(_inputs: Any, outcome: Any, words: Words) -> str:
        return f"{outcome.result.grade} {words.code}"

    own = replace(CALCULATORS["bonus"], files={"receipt": write})  # a key that has its words
    assert own.offers == ("receipt", "receipt")
    monkeypatch.setattr(door, "CALCULATORS", {"bonus": own})
    assert files_of("bonus", BONUS)["files"]["receipt"]["text"] == "合格 zh-Hans"


def test_the_canonical_form() -> None:
    value = {"z": ["😀", -1, True], "a": {"b": "\\\n", "B": None}}
    expected = rb'{"a":{"B":null,"b":"\\\n"},"z":["\ud83d\ude00",-1,true]}'
    assert canonical(value) == expected


RULE = "规则 attendance 自 2025-01-01 起施行的那一版"
FIRST = "70 分，达到 60 分，等级为合格：发放系数 1，得 1 倍 [co-4-2-3]"
SHA256 = answer("settlement", EXAMPLE)["rules"][0]["sha256"]


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda r: r.update(version="0.0.9"), ["程序版本：凭据是 0.0.9，今天是 0.1.0"]),
        (
            lambda r: r["rules"][0].update(sha256="ab"),
            [f"{RULE}改动过：凭据的 SHA-256 是 ab，今天是 {SHA256}"],
        ),
        (
            lambda r: r["rules"][0].update(in_force_from="2024-01-01"),
            [
                "规则 attendance 自 2024-01-01 起施行的那一版，现在没有了",
                "今天用的是规则 attendance 自 2025-01-01 起施行的一版，凭据没有用它",
            ],
        ),
        (
            lambda r: r["result"].update(wage_deduction="999.99"),
            ['结果“工资扣款”（wage_deduction）：凭据是 "999.99"，今天是 "1000.00"'],
        ),
        (
            lambda r: r["result"].update(grade="优秀"),
            ['结果“考核等级”（grade）：凭据是 "优秀"，今天是 "合格"'],
        ),
        (
            lambda r: r["result"].pop("long_count"),
            ["结果“迟到早退，超过时限”（long_count）：凭据是 （没有），今天是 1"],
        ),
        (
            lambda r: r["result"].update(long_count="1"),
            ['结果“迟到早退，超过时限”（long_count）：凭据是 "1"，今天是 1'],
        ),
        (
            lambda r: r["result"].update(tax="1"),
            ['结果“tax”（tax）：凭据是 "1"，今天是 （没有）'],
        ),
        (
            lambda r: r["inputs"].pop("daily_wage"),
            ["填写“日工资”（daily_wage）：凭据是 （没有），今天是 null"],
        ),
        (
            lambda r: r["inputs"].update(score="101"),
            ["凭据里的填写，今天不能回答：绩效得分要在 0 到 100 之间，你填的是 101"],
        ),
        (
            lambda r: r["inputs"].update(score="", bonus_base=""),
            ["凭据里的填写，今天不能回答：请填绩效奖金基数；请填绩效得分"],
        ),
        (
            lambda r: r.update(calculator="tax"),
            [f"凭据里的填写，今天不能回答：没有叫“tax”的计算器。现有：{'、'.join(CALCULATORS)}"],
        ),
        (
            lambda r: r.update(language="fr"),
            ["凭据里的填写，今天不能回答：还没有“fr”这种语言。现有：zh-Hans"],
        ),
        (
            lambda r: r["steps"][0].update(formula="发放系数 2"),
            [f"第 1 步：凭据是“{FIRST.replace('系数 1', '系数 2')}”，今天是“{FIRST}”"],
        ),
        (
            lambda r: r["steps"].pop(0),
            [f"第 1 步：凭据是“（没有）”，今天是“{FIRST}”"],
        ),
        (
            lambda r: r["notices"].append(
                {"level": "info", "code": "x", "text": "多一句", "source": "无"}
            ),
            [
                (
                    f"第 {len(answer('settlement', EXAMPLE)['notices']) + 1} 条提示："
                    "凭据是“多一句（info，x，依据：无）”，今天是“（没有）”"
                )
            ],
        ),
    ],
)
def test_each_difference_is_said_with_both_values(edit: Edit, said: list[str]) -> None:
    assert verify(edited(edit)) == {"same": False, "differences": said}


def test_steps_in_another_order_differ() -> None:
    reply = verify(edited(lambda receipt: receipt["steps"].reverse()))
    numbers = [said.partition("：")[0] for said in reply["differences"]]
    count = len(answer("settlement", EXAMPLE)["steps"])
    assert numbers == [f"第 {number} 步" for number in range(1, count + 1)]
    assert reply["differences"][0].endswith(f"今天是“{FIRST}”")


def test_damage_is_said_even_where_nothing_else_differs() -> None:
    damaged = verify(edited(lambda receipt: receipt.update(note="x"), sealed=False))
    said = "凭据的校验值不符：保存以后，内容被改动或损坏过"
    assert damaged == {"same": False, "differences": [said]}


@pytest.mark.parametrize(
    ("content", "field", "said"),
    [
        (b"\xff", "", "要用 UTF-8 编码，请转换后再试"),
        (b'{"a":\n]', "", "不是有效的 JSON（第 2 行第 1 个字符附近），请检查括号、引号和逗号"),
        (b"[" * 99, "", "括号套得太深，请检查"),
        (
            b"[]",
            "",
            "这不是计算凭据，里面是 […]。凭据由 --receipt 或网页上的“保存计算凭据”写成",
        ),
        (b"{}", "calculator", "这不是完整的计算凭据：缺少 calculator，请用原来保存的文件"),
    ],
)
def test_what_is_no_receipt(content: bytes, field: str, said: str) -> None:
    assert verify(content) == {"problems": {field: said}}


@pytest.mark.parametrize(
    ("edit", "place", "found"),
    [
        (lambda r: r.update(version=1), "version", "1"),
        (lambda r: r.update(result=[]), "result", "[…]"),
        (lambda r: r.update(steps={"a": 1}), "steps", "{…}"),
        (lambda r: r["notices"].insert(0, None), "notices 1", "null"),
        (lambda r: r["steps"][1].pop("unit"), "steps 2 unit", "null"),
        (lambda r: r["rules"][1].update(sha256=True), "rules 2 sha256", "true"),
    ],
)
def test_a_member_that_is_broken_is_named(edit: Edit, place: str, found: str) -> None:
    said = f"计算凭据的 {place} 写坏了，现在是 {found}，请用原来保存的文件"
    assert verify(edited(edit)) == {"problems": {place: said}}


def test_numbers_of_any_length_are_read() -> None:
    most = {"month": "2026-03", "monthly_wage": "1", "short_count": 10**9}
    assert verify(kept("attendance", most).encode())["same"] is True
    for digits in (10, 11, 5000):
        text = kept().replace('"long_count": 1,', f'"long_count": {"1" * digits},')
        assert verify(text.encode())["same"] is False


@pytest.mark.parametrize(("digits", "kind"), [(40, int), (41, str)])
def test_a_number_longer_than_any_of_a_reply_stays_text(digits: int, kind: type) -> None:
    written = "1" * digits
    text = kept().replace('"long_count": 1,', f'"long_count": {written},')
    assert read(text.encode())["result"]["long_count"] == kind(written)


def test_on_the_command_line(tmp_path: Path) -> None:
    file = tmp_path / "receipt.json"
    done = run(
        *("bonus", "--month", "2026-03", "--bonus-base", "1000", "--score", "70"),
        *("--receipt", str(file)),
    )
    assert done.returncode == 0, done.stderr
    assert file.read_bytes() == kept("bonus", BONUS).encode()
    done = run("verify", str(file))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "一致：今天用 0.1.0 版算出来的和凭据完全一样。\n"

    file.write_text(kept("bonus", BONUS).replace("0.1.0", "0.0.9"), encoding="utf-8")
    done = run("verify", str(file))
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        "不一致，共 2 处：\n"
        " *  凭据的校验值不符：保存以后，内容被改动或损坏过\n"
        " *  程序版本：凭据是 0.0.9，今天是 0.1.0\n"
    )

    file.write_text("{", encoding="utf-8")
    done = run("verify", str(file))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{file}：不是有效的 JSON（第 1 行第 2 个字符附近）")


def test_a_receipt_beside_json(tmp_path: Path) -> None:
    file = tmp_path / "receipt.json"
    done = run("bonus", "--json", "--receipt", str(file), given=json.dumps(BONUS))
    assert done.returncode == 0
    assert verify(file.read_bytes())["same"]
    file.unlink()
    assert run("bonus", "--json", "--receipt", str(file), given="{}").returncode == 2
    assert not file.exists()


def test_receipts_that_are_refused(tmp_path: Path) -> None:
    bonus = ("bonus", "--month", "2026-03", "--bonus-base", "1000", "--score", "70")
    lost = str(tmp_path / "lost" / "receipt.json")
    for arguments, said in (
        ((*bonus, "--receipt", lost), f"写不了文件 {lost}，请检查文件夹和权限"),
        (("verify", lost), f"读不了文件 {lost}，请检查文件名和权限"),
        ((*bonus, "--receipt", "a", "--receipt", "b"), "--receipt 写了两次，请只留一个"),
        (
            ("bonus", "--jsonl", "--receipt", "a"),
            "--jsonl 一次回答很多条，不能同时写 --receipt；请用 --json 一条一条存",
        ),
        (("verify",), USAGE),
    ):
        done = run(*arguments)
        assert (done.returncode, done.stderr) == (2, said + "\n")
    for option in ("-h", "--help"):
        done = run("verify", option)
        assert (done.returncode, done.stdout, done.stderr) == (0, USAGE + "\n", "")


def test_as_text_a_receipt_is_verified_and_what_it_says_first_is_told() -> None:
    reply = json.loads(verify_text(kept()))
    told = reply.pop("receipt")
    assert reply == verify(kept().encode())
    assert told["title"] == "月度结算"
    assert told["results"][0] == {"label": "税前应得", "value": "22450.00", "unit": "元"}


def test_a_receipt_of_a_calculator_that_is_gone_is_told_by_its_name() -> None:
    receipt = edited(lambda r: r.update(calculator="tax", result={"pay_before_tax": []}))
    assert json.loads(verify_text(receipt.decode()))["receipt"] == {"title": "tax", "results": []}


def test_text_that_no_file_can_hold_is_refused() -> None:
    assert verify_text("\ud800") == '{"problems": {"": "要用 UTF-8 编码，请转换后再试"}}'
