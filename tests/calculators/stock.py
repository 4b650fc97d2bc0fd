"""What tests ask of the reorder plan."""

from typing import Any

from calculators import answer

LEVELS = {"reorder_point": "10", "max_level": "30"}
PARAMETERS = {"period": "day", "demand_mean": "100", "demand_sd": "20", "lead_time": "4"}


def reorder(**given: Any) -> dict[str, Any]:
    """Return the whole reply to a request that has an answer."""
    reply = answer("reorder", given)
    assert "result" in reply, reply
    return reply


def result(**given: Any) -> dict[str, Any]:
    """Return the result of a request that has an answer."""
    found: dict[str, Any] = reorder(**given)["result"]
    return found


# What the reader should mend or doubt; any other notice informs.
WARNINGS = {
    "lead_time_doubtful",
    "lead_time_sd_without_lead_time",
    "levels_contradict",
    "max_below_reorder_point",
    "no_demand",
    "normal_weak_pattern",
    "normal_weak_wide",
    "review_period_doubtful",
    "rounded_to_nothing",
    "service_below_target",
    "zeros_in_history",
}


def codes(**given: Any) -> list[str]:
    """Return the codes of an answer's notices, each of the level that is its own."""
    notices = reorder(**given)["notices"]
    found = [notice["code"] for notice in notices]
    levels = ["warning" if code in WARNINGS else "info" for code in found]
    assert [notice["level"] for notice in notices] == levels
    return found


def said(code: str, **given: Any) -> str:
    """Return the sentence of the one notice of a code."""
    (text,) = [each["text"] for each in reorder(**given)["notices"] if each["code"] == code]
    return str(text)


def formulas(**given: Any) -> list[str]:
    """Return what the steps write."""
    return [step["formula"] for step in reorder(**given)["steps"]]


def problems(**given: Any) -> dict[str, str]:
    """Return what is wrong with a request, by field."""
    reply = answer("reorder", given)
    assert list(reply) == ["problems"], reply
    found: dict[str, str] = reply["problems"]
    return found
