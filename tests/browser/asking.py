"""Asking the Python of a page: a calculator by a request, and Python itself by code."""

import json
import random
from collections.abc import Sequence
from itertools import islice
from typing import Any

from calculators import cases
from calculators.registry import CALCULATORS
from tests import try_cases
from tests.browser.conftest import Server
from tests.browser.tabs import Tab
from tests.calculators import (
    random_requests,
    test_cases,
    test_deadlines,
    test_reorder_steps,
    test_stock_cases,
)

type Asked = tuple[str, str]  # a calculator and its request

ASK = """async ([door, requests]) => {
  const { python } = await import(new URL("../../assets/start.js", location.href).href);
  const started = python();
  while (started.condition.state !== "ready") {
    await new Promise((changed) => started.addEventListener("change", changed, { once: true }));
  }
  return Promise.all(requests.map(([name, text]) => started[door](name, text)));
}"""

# Has the worker run what is asked of a calculator "python".
_RUN = b"""
self.addEventListener("message", (event) => {
  const { id, calculator, request } = event.data;
  if (calculator !== "python") return;
  event.stopImmediatePropagation();
  const builtins = doors.answer.__globals__.get("__builtins__");
  const names = builtins.get("dict")();
  try {
    builtins.get("exec")(request, names);
    tell({ type: "reply", id, reply: names.get("result") });
  } catch (error) {
    refuse(id, error);
  }
});
"""


def known() -> list[Asked]:
    """Return the requests of all cases with known answers and of all examples."""
    tables = cases.read_all(try_cases.CASES).values()
    requests: list[tuple[str, Any]] = [
        *(
            (each.calculator.name, {**each.inputs, **case.inputs})
            for each in tables
            for case in each.cases
        ),
        *((case["calculator"], case["inputs"]) for case in test_cases.CASES),
        *(("reorder", case["inputs"]) for case in test_reorder_steps.CASES),
        *(
            (
                "turnover" if case["kind"] == "turnover" else "reorder",
                test_stock_cases.request_of(case),
            )
            for case in test_stock_cases.CASES
        ),
        *(
            ("deadlines", dict(zip(("kind", "start"), test_deadlines.asked(case), strict=False)))
            for case in test_deadlines.CASES
        ),
        *((name, CALCULATORS[name].example) for name in CALCULATORS),
    ]
    return [(name, json.dumps(inputs, default=str)) for name, inputs in requests]


def drawn(count: int) -> list[Asked]:
    """Return as many requests at random, every fourth of them refused."""
    each = count // len(CALCULATORS) + 1
    return [
        (name, text)
        for name in CALCULATORS
        for text in islice(random_requests.texts(name, random.Random(20260104)), each)
    ]


def broken() -> list[Asked]:
    """Return requests that are none."""
    return [
        *(("bonus", text) for text in ("", "[", "[]", '{"score": NaN}', "[" * 100_000)),
        ("settlement", '{"score": "１０１", "events": [{"kind": "nap"}], "\\ud800": 1}'),
        ("tax", "{}"),
    ]


def ask(tab: Tab, door: str, requests: Sequence[Asked]) -> list[str]:
    """Return the replies to requests, once Python is ready."""
    replies: list[str] = tab.run(ASK, [door, requests])
    return replies


def let_run(server: Server) -> None:
    """Have Python in pages run what `run` is given."""
    server.change(lambda script: _RUN + script, "python-worker.js")


def run(tab: Tab, code: str) -> Any:
    """Run code in the page's Python; return what it names `result`."""
    code = f"import json\n{code}\nresult = json.dumps(result)\n"
    (result,) = ask(tab, "answer", [("python", code)])
    return json.loads(result)
