"""The one door for text: a request in, a reply out, the same bytes wherever Python runs."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from calculators import __version__
from calculators.core import receipts
from calculators.core.declaration import Checked
from calculators.core.json_text import decoded, parse
from calculators.core.kinds import found, text_of
from calculators.core.outcome import Outcome, Step
from calculators.core.problems import Problem, Problems
from calculators.core.receipts import Difference
from calculators.core.words import LANGUAGES, Words, words
from calculators.registry import CALCULATORS, Calculator

type Reply = dict[str, Any]


def answer(name: str, request: object) -> Reply:
    """Return the reply to a request, a mapping of the inputs' names to texts or JSON values.

    Never raises for a bad request: the reply then holds `problems`, a sentence for each field.

    >>> answer("bonus", {"month": "2026-03", "bonus_base": "1000", "score": "100.5"})
    {'problems': {'score': '绩效得分要在 0 到 100 之间，你填的是 100.5'}}
    """
    return opened(name, request, _answered)


def files_of(name: str, request: object) -> Reply:
    """Return the files that the reply to a request offers, by key: a name and the text of each.

    Every reply offers its `receipt`. Never raises; what `answer` refuses has the same problems.

    >>> request = {"month": "2026-03", "bonus_base": "1000", "score": "70"}
    >>> sorted(files_of("bonus", request)["files"]["receipt"])
    ['name', 'text']
    """
    return opened(name, request, _offered)


def answer_text(name: str, request: str) -> str:
    """Return the reply to a request as one line of JSON, both as text.

    >>> answer_text("bonus", "{")
    '{"problems": {"": "不是有效的 JSON（第 1 行第 2 个字符附近），请检查括号、引号和逗号"}}'
    """
    return text_door(name, request, answer)


def files_text(name: str, request: str) -> str:
    """Return the files that the reply to a request offers as one line of JSON, both as text.

    >>> files_text("bonus", "{}") == answer_text("bonus", "{}")
    True
    """
    return text_door(name, request, files_of)


def answer_bytes(name: str, request: bytes) -> str:
    """Return the reply to a request in UTF-8, with or without a byte order mark, as JSON text.

    >>> answer_bytes("bonus", bytes([255]))
    '{"problems": {"": "要用 UTF-8 编码，请转换后再试"}}'
    """
    try:
        return answer_text(name, decoded(request))
    except Problems as problems:
        return _text({"problems": words().problems(problems)})


def verify(receipt: bytes) -> Reply:
    """Return whether today's code gives what a receipt says, and a sentence for each difference.

    Never raises: what is no receipt has `problems`. The receipt's own check value, the version, the
    rules and every input, output, step and notice are compared.

    >>> verify(b"{}")
    {'problems': {'calculator': '这不是完整的计算凭据：缺少 calculator，请用原来保存的文件'}}
    >>> request = {"month": "2026-03", "bonus_base": "1000", "score": "70"}
    >>> verify(files_of("bonus", request)["files"]["receipt"]["text"].encode())
    {'same': True, 'differences': []}
    """
    language = words()
    try:
        kept = receipts.read(receipt)
    except Problems as problems:
        return {"problems": language.problems(problems)}
    differences = [language.difference(each) for each in _differences(kept)]
    return {"same": not differences, "differences": differences}


def verify_text(receipt: str) -> str:
    """Return what `verify` finds of a receipt as one line of JSON, both as text.

    Beside that, what the receipt itself says first: its calculator and its headline.

    >>> verify_text("[]") == _text(verify(b"[]"))
    True
    """
    content = receipt.encode(
        "utf-8", "surrogatepass"
    )  # half characters are refused like other bytes
    reply = verify(content)
    if "problems" not in reply:
        reply |= {"receipt": _told(receipts.read(content))}
    return _text(reply)


def _told(kept: receipts.Receipt) -> Reply:
    """Return what a receipt says first, in its own figures; it may name no calculator of today."""
    name = kept["calculator"]
    if name not in CALCULATORS:
        return {"title": name, "results": []}
    language = words().of(name)
    return {
        "title": language.calculator(name)["title"],
        "results": [
            {
                "label": language.field(output)["label"],
                "value": language.choice(str(kept["result"][output])),
                "unit": language.field(output).get("unit", ""),
            }
            for output in CALCULATORS[name].result.headline
            if kept["result"].get(output) is not None
        ],
    }


def _differences(kept: receipts.Receipt) -> Iterator[Difference]:
    if kept["check"] != receipts.check_value(kept):
        yield Difference("damaged", {})
    if kept["version"] != __version__:
        yield Difference("version", {"then": kept["version"], "now": __version__})
    known = {
        (edition.name, edition.in_force_from.isoformat()): edition.sha256
        for calculator in CALCULATORS.values()
        for editions in calculator.rules
        for edition in editions.all
    }
    today = answer(kept["calculator"], {**kept["inputs"], "language": kept["language"]})
    yield from receipts.rule_differences(kept["rules"], today.get("rules", []), known)
    if "problems" in today:
        yield Difference("refused", {"problems": "；".join(today["problems"].values())})
    else:
        yield from receipts.differences(kept, today)


def opened(
    name: str, request: object, respond: Callable[[Calculator, Checked, Words], Reply]
) -> Reply:
    """Return what respond makes of a request that can be read, else its problems.

    Problems that respond raises are told like those of the inputs.

    >>> opened("bonus", {"month": "2020-01"}, lambda *_: {})["problems"].keys()
    dict_keys(['month', 'bonus_base', 'score'])
    >>> request = {"month": "2026-03", "bonus_base": "1000", "score": "70"}
    >>> opened("bonus", request, lambda calculator, inputs, language: {"score": inputs.score})
    {'score': Decimal('70')}
    """
    language = words()
    problems: dict[str, Problem] = {}
    if isinstance(request, Mapping) and "language" in request:
        asked = request["language"]
        request = {field: value for field, value in request.items() if field != "language"}
        try:
            language = words(_named(asked))
        except Problem as problem:
            problems["language"] = problem
    try:
        calculator = _calculator(name)
        language = language.of(calculator.name)
        inputs = calculator.inputs.read(request)
        reply = respond(calculator, inputs, language)
        if not problems:
            return reply
    except Problems as refused:
        problems = refused.by_field | problems
    return {"problems": language.problems(Problems(problems))}


def _named(language: object) -> str:
    """Return the code of a language; none given is the first."""
    if language is None:
        return LANGUAGES[0]
    text = text_of(language)
    return found(language) if text is None else text or LANGUAGES[0]


def _calculator(name: str) -> Calculator:
    if not isinstance(name, str) or name not in CALCULATORS:
        problem = Problem("unknown_calculator", found=found(name), names=tuple(CALCULATORS))
        raise Problems({"": problem})
    return CALCULATORS[name]


def _answered(calculator: Calculator, inputs: Checked, language: Words) -> Reply:
    return _reply(calculator, inputs, calculator.calculate(inputs), language)


def _offered(calculator: Calculator, inputs: Checked, language: Words) -> Reply:
    outcome = calculator.calculate(inputs)
    receipt = receipts.seal(_reply(calculator, inputs, outcome, language), language.code)
    texts = {"receipt": receipts.written(receipt)}
    texts |= {key: write(inputs, outcome, language) for key, write in calculator.files.items()}
    title, mark = language.calculator(calculator.name)["title"], receipt["check"][:8]
    return {
        "files": {
            key: {"name": language.file(key)["name"].format(title=title, mark=mark), "text": text}
            for key, text in texts.items()
        }
    }


def _reply(
    calculator: Calculator, inputs: Checked, outcome: Outcome[Any], language: Words
) -> Reply:
    return {
        "calculator": calculator.name,
        "version": __version__,
        "rules": [
            {
                "name": edition.name,
                "in_force_from": edition.in_force_from.isoformat(),
                "sha256": edition.sha256,
            }
            for edition in outcome.rules
        ],
        "inputs": inputs.text(),
        "result": outcome.result.text(),
        "steps": [_step(step, language) for step in outcome.steps],
        "notices": [
            {"level": notice.level, "code": notice.code, **language.notice(notice)}
            for notice in outcome.notices
        ],
    }


def _step(step: Step, language: Words) -> Reply:
    said = language.step(step)
    return {
        "label": said["label"],
        "formula": said["formula"],
        "value": step.value,
        "unit": said["unit"],
        "clause": step.clause,
    }


def text_door(name: str, request: str, door: Callable[[str, object], Reply]) -> str:
    """Return the reply of a door for values as one line of JSON; the request is JSON, too.

    >>> text_door("bonus", "{}", lambda name, request: {"request": request})
    '{"request": {}}'
    """
    try:
        parsed = parse(request)
    except Problems as problems:
        return _text({"problems": words().problems(problems)})
    return _text(door(name, parsed))


def _text(reply: Reply) -> str:
    """Return a reply as one line of JSON; half characters that UTF-8 cannot hold become `?`."""
    line = json.dumps(reply, ensure_ascii=False)
    return line.encode("utf-8", "replace").decode("utf-8")
