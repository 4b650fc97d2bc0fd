"""Runs inside Pyodide before its own modules, where the memory of pages is made.

Pyodide brings an event loop and with it asyncio, which would be a sixth of that memory. The
calculators wait for nothing. What stands in its place is taken away before the memory is kept
(warm.py): who imports asyncio afterwards has the real one, from the library.
"""

import sys
from types import ModuleType
from typing import Any


def _initialize_event_loop() -> None:
    """Hold of Pyodide's JavaScript what its loop would: a memory without it is not restored."""
    import pyodide  # noqa: PLC0415  # half imported: it calls this
    from pyodide_js._api import scheduleCallback  # noqa: PLC0415  # not there any earlier

    loop.scheduleCallback = scheduleCallback
    pyodide.webloop = loop


loop: Any = ModuleType("pyodide.webloop")
loop._initialize_event_loop = _initialize_event_loop  # noqa: SLF001  # Pyodide's name
sys.modules |= {"asyncio": ModuleType("asyncio"), "pyodide.webloop": loop}
