"""Runs inside Pyodide while the site is built, before its memory is kept: imports and warms up.

Every calculator answers once and every rule and calendar is read, so that a page finds it done.
"""

import gc
import json
import linecache
import random
import re
import sys
from typing import Any

sys.path.insert(0, "/lib/calculators.zip")

from calculators import answer_text, compare_text, files_text, payslip_text, verify_text
from calculators.core import workdays
from calculators.pictures import pictures_text
from calculators.registry import CALCULATORS

for calculator in CALCULATORS.values():
    request = json.dumps(dict(calculator.example))
    answer_text(calculator.name, request)
    pictures_text(calculator.name, request)
    compare_text(calculator.name, f'{{"before": {request}, "now": {request}}}')
    payslip_text(calculator.name, f'{{"inputs": {request}, "payslip": {{}}}}')
    verify_text(json.loads(files_text(calculator.name, request))["files"]["receipt"]["text"])
for year in workdays.years():
    workdays.work_calendar(year)
random.seed(0)  # the worker draws another: this one would make each build differ
linecache.clearcache()
re.purge()
before: Any = sys.modules.pop("sitecustomize")
for name, stand_in in before.LEFT_OUT.items():
    if sys.modules.get(name) is not stand_in:
        raise ImportError(f"{name} was to be left out of the memory: something asks for it")
for stand_in in before.GOING:
    del sys.modules[stand_in.__name__]
del before, calculator, name, request, stand_in, year
gc.collect()
