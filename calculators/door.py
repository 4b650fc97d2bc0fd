"""The one door for text: a request in, a reply out, the same bytes wherever Python runs."""

import json
import re
from collections.abc import Mapping
from typing import Any

from calculators import __version__
from calculators.core.calendar_file import calendar_file
from calculators.core.kinds import found, text_of
from calculators.core.outcome import Step
from calculators.core.problems import Problem, Problems
from calculators.core.words import LANGUAGES, Words, words
from calculators.registry import CALCULATORS, Calculator

type Reply = dict[str, Any]

_DEEPEST = 20
_OPENING, _CLOSING = ("[", "{"), ("]", "}")
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)


def answer(name: str, request: object) -> Reply:
    """Return the reply to a request, a mapping of the inputs' names to texts or JSON values.

    Never raises for a bad request: the reply then holds `problems`, a sentence for each field.

    >>> answer("bonus", {"month": "2026-03", "bonus_base": "1000", "score": "100.5"})
    {'problems': {'score': '绩效得分要在 0 到 100 之间，你填的是 100.5'}}
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
        reply = _reply(calculator, request, language)
    except Problems as refused:
        problems = refused.by_field | problems
    return {"problems": language.problems(Problems(problems))} if problems else reply


def answer_text(name: str, request: str) -> str:
    """Return the reply to a request as one line of JSON, both as text."""
    try:
        parsed = _parse(request)
    except Problems as problems:
        return _text({"problems": words().problems(problems)})
    return _text(answer(name, parsed))


def answer_bytes(name: str, request: bytes) -> str:
    """Return the reply to a request in UTF-8, with or without a byte order mark."""
    try:
        text = request.decode("utf-8-sig")
    except UnicodeDecodeError:
        problems = Problems({"": Problem("not_utf8")})
        return _text({"problems": words().problems(problems)})
    return answer_text(name, text)


def calendar_text(name: str, request: str) -> str:
    """Return an answer's days and instants as the text of a calendar file, lines ending in CR LF.

    `request` is JSON text that has an answer, as the `inputs` of a reply. Raises Problems for one
    that has none, ValueError for a calculator whose answers have no days.

    >>> request = '{"kind": "promotion", "start": "2027-01-01"}'
    >>> calendar_text("deadlines", request).count("BEGIN:VEVENT")
    2
    """
    calculator = _calculator(name)
    if calculator.entries is None:
        raise ValueError(f"{name} has nothing for a calendar")
    inputs = calculator.inputs.read(_parse(request))
    outcome = calculator.calculate(inputs)
    language = words()
    entries = calculator.entries(inputs, outcome)
    return calendar_file(language.event(entry, outcome.steps) for entry in entries)


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


def _reply(calculator: Calculator, request: object, language: Words) -> Reply:
    inputs = calculator.inputs.read(request)
    outcome = calculator.calculate(inputs)
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


def _text(reply: Reply) -> str:
    """Return a reply as one line of JSON; half characters that UTF-8 cannot hold become `?`."""
    line = json.dumps(reply, ensure_ascii=False)
    return line.encode("utf-8", "replace").decode("utf-8")


def _parse(request: str) -> object:
    """Return a JSON text as values, its numbers still as they were written."""
    if _depth(request) > _DEEPEST:
        raise Problems({"": Problem("too_deep")})
    try:
        return json.loads(
            request,
            parse_int=str,
            parse_float=str,
            parse_constant=str,
            object_pairs_hook=_without_duplicates,
        )
    except json.JSONDecodeError as error:
        problem = Problem("not_json", line=error.lineno, column=error.colno)
        raise Problems({"": problem}) from None


def _depth(text: str) -> int:
    """Return how deep brackets nest: Python gives up at another depth in a browser than here."""
    depth = deepest = 0
    for token in _STRING_OR_BRACKET.findall(text):
        depth += (token in _OPENING) - (token in _CLOSING)
        deepest = max(deepest, depth)
    return deepest


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; one that names a field twice would hide one of its values."""
    members: dict[str, Any] = {}
    for name, value in pairs:
        if name in members:
            raise Problems({"": Problem("duplicate_field", field=found(name))})
        members[name] = value
    return members
