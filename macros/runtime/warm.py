"""Runs inside Pyodide while the site is built, before its memory is kept: imports and warms up.

Every calculator answers once and every rule and calendar is read, so that a page finds it done.
"""

import builtins
import gc
import importlib
import json
import linecache
import random
import re
import sys
from typing import Any

from _pyodide import _base

import __main__

sys.path.insert(0, "/lib/calculators.zip")

from calculators import answer_text, files_text
from calculators.core import workdays
from calculators.pictures import pictures_text
from calculators.registry import CALCULATORS

# What Pyodide asks for at each start: to compile it would take a tenth of that.
_KNOWN = {
    "{}": {},
    "import importlib; importlib": importlib,
    "import __main__; __main__.__dict__": vars(__main__),
    "import builtins; builtins.__dict__": vars(builtins),
}
_compiled = _base.eval_code


def _eval_code(source: str, *where: Any, **how: Any) -> Any:
    return _KNOWN[source] if source in _KNOWN else _compiled(source, *where, **how)


_base.eval_code = _eval_code

for calculator in CALCULATORS.values():
    request = json.dumps(dict(calculator.example))
    answer_text(calculator.name, request)
    files_text(calculator.name, request)
    pictures_text(calculator.name, request)
for year in workdays.years():
    workdays.work_calendar(year)
random.seed(0)  # the worker draws another: this one would make each build differ
linecache.clearcache()
re.purge()
for stand_in in ("asyncio", "pyodide.webloop", "sitecustomize"):
    del sys.modules[stand_in]
del calculator, request, stand_in, year
gc.collect()
