"""Two answers of one calculator side by side: what another input changes, output by output."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from calculators.core.declaration import Field
from calculators.core.numbers import EXACT, plain
from calculators.core.outcome import Outcome
from calculators.core.words import Words
from calculators.door import Reply, opened, text_door
from calculators.registry import Calculator

_NUMBERS = ("money", "number", "count")


def compare(name: str, request: object) -> Reply:
    """Return what differs between the answers to two requests, `before` and `now`.

    `results` are the headline and every other output that changed; `steps` those that changed, came
    or went. Never raises: what cannot be answered has problems, those of `before` first.

    >>> before = {"month": "2026-03", "bonus_base": "1000", "score": "70"}
    >>> reply = compare("bonus", {"before": before, "now": {**before, "score": "90"}})
    >>> [reply["results"][0][each] for each in ("before", "now", "difference")]
    ['1,000.00', '1,500.00', '+500.00']
    """
    sides = request if isinstance(request, Mapping) else {}
    before, now = (opened(name, sides.get(side), _worked) for side in ("before", "now"))
    for side in (before, now):
        if "problems" in side:
            return side
    return {
        "results": list(
            _results(now["calculator"], before["outcome"], now["outcome"], now["words"])
        ),
        "steps": list(_steps(before["outcome"], now["outcome"], now["words"])),
    }


def compare_text(name: str, request: str) -> str:
    """Return what differs between two answers as one line of JSON, both as text.

    >>> compare_text("bonus", "{")
    '{"problems": {"": "不是有效的 JSON（第 1 行第 2 个字符附近），请检查括号、引号和逗号"}}'
    """
    return text_door(name, request, compare)


def _worked(calculator: Calculator, inputs: Any, language: Words) -> Reply:
    outcome = calculator.calculate(inputs)
    return {"calculator": calculator, "outcome": outcome, "words": language}


def _results(
    calculator: Calculator, before: Outcome[Any], now: Outcome[Any], language: Words
) -> Iterator[Reply]:
    fields = {field.name: field for field in calculator.result.fields()}
    for name in dict.fromkeys((*calculator.result.headline, *fields)):
        then, today = getattr(before.result, name), getattr(now.result, name)
        changed = then != today
        if not changed and (name not in calculator.result.headline or today is None):
            continue
        said = language.field(name)
        yield {
            "label": said["label"],
            "unit": said.get("unit", ""),
            "before": _shown(fields[name], then, language),
            "now": _shown(fields[name], today, language),
            "difference": _difference(fields[name], then, today),
            "changed": changed,
        }


def _shown(field: Field, value: Any, language: Words) -> str:
    """Return an output as readers see it."""
    if value is None:
        return "—"
    text = field.kind.text(value)
    match field.kind.control:
        case "money":
            return f"{value:,.2f}".replace("-", "−")
        case "instant":
            return str(text)[: len("2026-03-02T09:30:00")].replace("T", " ")
        case "flag":
            return language.choice(str(text).lower())
        case _:
            return language.choice(str(text))


def _difference(field: Field, before: Any, now: Any) -> str:
    """Return by how much a number changed, with its sign; nothing for what is no number."""
    if field.kind.control not in _NUMBERS or before is None or now is None or before == now:
        return ""
    by = EXACT.subtract(Decimal(now), Decimal(before))
    size = f"{abs(by):,.2f}" if field.kind.control == "money" else plain(abs(by))
    return ("+" if by > 0 else "−") + size


def _steps(before: Outcome[Any], now: Outcome[Any], language: Words) -> Iterator[Reply]:
    """Yield the steps that differ, paired by what they work out, in the order of today's."""
    then, today = _numbered(before, language), _numbered(now, language)
    for place in dict.fromkeys((*today, *then)):
        if then.get(place) != today.get(place):
            yield {"before": then.get(place), "now": today.get(place)}


def _numbered(outcome: Outcome[Any], language: Words) -> dict[tuple[str, int], Mapping[str, str]]:
    """Return steps in words by key; a key that comes again is numbered."""
    steps: dict[tuple[str, int], Mapping[str, str]] = {}
    for step in outcome.steps:
        number = sum(key == step.key for key, _ in steps)
        steps[step.key, number] = language.step(step)
    return steps
