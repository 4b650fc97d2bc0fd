"""Runs inside Pyodide while the site is built, before its memory is kept: imports and warms up.

Every calculator answers once and every rule and calendar is read, so that a page finds it done.
"""

import gc
import json
import linecache
import random
import re
import sys

sys.path.insert(0, "/lib/calculators.zip")

from calculators import answer_text, files_text
from calculators.core import workdays
from calculators.registry import CALCULATORS

for calculator in CALCULATORS.values():
    request = json.dumps(dict(calculator.example))
    answer_text(calculator.name, request)
    files_text(calculator.name, request)
for year in workdays.years():
    workdays.work_calendar(year)
random.seed(0)  # the worker draws another: this one would make each build differ
linecache.clearcache()
re.purge()
for stand_in in ("asyncio", "pyodide.webloop", "sitecustomize"):
    del sys.modules[stand_in]
del calculator, request, stand_in, year
gc.collect()
