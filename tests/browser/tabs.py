"""A tab of either browser, as far as a test of both needs one: open a page, run a script in it."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Browser

from tests.browser.browsers import FIREFOX

_FIREFOX = Path(__file__).with_name("firefox.mjs")


class Tab(Protocol):
    """`said` is what was said on the console of the page and of its workers."""

    said: list[str]

    def open(self, address: str) -> None:
        """Open a page as somebody who has never been there."""

    def run(self, script: str, argument: object = None) -> Any:
        """Call a function of JavaScript in the page; return what it resolves to."""


class _ChromiumTab:
    def __init__(self, browser: Browser) -> None:
        self.said: list[str] = []
        self._browser = browser
        self._context = browser.new_context()

    def open(self, address: str) -> None:
        self.close()
        self.said.clear()
        self._context = self._browser.new_context()
        page = self._context.new_page()
        page.on("console", lambda message: self.said.append(message.text))
        page.goto(address)

    def run(self, script: str, argument: object = None) -> Any:
        return self._context.pages[0].evaluate(script, argument)

    def close(self) -> None:
        self._context.close()


class _FirefoxTab:
    def __init__(self, driver: "subprocess.Popen[str]") -> None:
        self.said: list[str] = []
        self._driver = driver

    def open(self, address: str) -> None:
        self.said.clear()
        self._order("open", address)

    def run(self, script: str, argument: object = None) -> Any:
        return self._order("run", script, argument)

    def _order(self, *order: object) -> Any:
        assert self._driver.stdin
        assert self._driver.stdout
        self._driver.stdin.write(json.dumps(order) + "\n")
        self._driver.stdin.flush()
        reply = json.loads(self._driver.stdout.readline())
        self.said += reply["said"]
        assert "error" not in reply, reply["error"]
        return reply.get("result")


@contextmanager
def chromium_tab(browser: Browser) -> Iterator[Tab]:
    """Give a tab of a Chromium that runs."""
    tab = _ChromiumTab(browser)
    yield tab
    tab.close()


@contextmanager
def firefox_tab(host: str) -> Iterator[Tab]:
    """Start Firefox, which playwright cannot drive as Debian has it; give its tab.

    `host` is a name for this machine.
    """
    command = ("node", _FIREFOX, FIREFOX.found(), host)
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, encoding="utf-8") as driver:
        yield _FirefoxTab(driver)
