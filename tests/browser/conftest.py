"""A server for the built site that can lose and change files, and real browsers to read it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.browsers import CHROMIUM
from tests.browser.tabs import Tab, chromium_tab, firefox_tab

SUB_PATH = "/handbook"
INTRANET = "handbook.test"  # plain http, and to browsers no safer than that, unlike an address here
PATIENCE = 30_000  # ms: two busy cores start Python slowly
expect.set_options(timeout=PATIENCE)


@dataclass
class Server:
    """The site under a sub-path, as on an intranet.

    `lost` are endings of paths that fail, `changed` says by endings what becomes of files.
    """

    address: str
    asked: list[str] = field(default_factory=list)
    lost: tuple[str, ...] = ()
    changed: dict[str, Callable[[bytes], bytes]] = field(default_factory=dict)
    was_faulty: bool = False
    is_kept: bool = False  # whether browsers may keep files

    def lose(self, *endings: str) -> None:
        """Answer 503 for files whose path ends so."""
        self.lost = endings
        self.was_faulty = True

    def change(self, how: Callable[[bytes], bytes], *endings: str) -> None:
        """Send something else in place of files whose path ends so."""
        self.changed |= dict.fromkeys(endings, how)
        self.was_faulty = True

    def mend(self) -> None:
        """Serve every file as it is again."""
        self.lost = ()
        self.changed.clear()

    def was_asked_for(self, ending: str) -> bool:
        """Say whether a file whose path ends so was asked for."""
        return any(path.endswith(ending) for path in self.asked)


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, server: Server, *arguments: Any, **options: Any) -> None:
        self.state = server
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        self.state.asked.append(self.path)
        if self.path.endswith(self.state.lost):
            self.send_error(503)
        elif self.path.startswith(SUB_PATH + "/"):
            self.path = self.path.removeprefix(SUB_PATH)
            super().do_GET()
        else:
            self.send_error(404)

    def send_head(self) -> Any:
        for ending, how in self.state.changed.items():
            if self.path.endswith(ending):
                path = self.translate_path(self.path)
                content = how(Path(path).read_bytes())
                self.send_response(200)
                self.send_header("Content-Type", self.guess_type(path))
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                return BytesIO(content)
        return super().send_head()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600" if self.state.is_kept else "no-store")
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server(site: Path) -> Iterator[Server]:
    """Serve the built site for one test."""
    state = Server("")
    handler = partial(_Handler, state, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as listening:
        state.address = f"http://{INTRANET}:{listening.server_address[1]}{SUB_PATH}"
        thread = Thread(target=listening.serve_forever)
        thread.start()
        yield state
        listening.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the browser that is on this machine."""
    with sync_playwright() as playwright:
        # A container's root cannot use the sandbox; the pages are our own.
        rules = f"--host-resolver-rules=MAP {INTRANET} 127.0.0.1"
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM.found(), args=["--no-sandbox", rules]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session", params=["Chromium", "Firefox"])
def tab(request: pytest.FixtureRequest) -> Iterator[Tab]:
    """Give a tab of each browser: what is tested with it is tested in both."""
    if request.param == "Firefox":
        with firefox_tab(INTRANET) as opened:
            yield opened
    else:
        with chromium_tab(request.getfixturevalue("chromium")) as opened:
            yield opened


@pytest.fixture
def page(chromium: Browser, server: Server) -> Iterator[Page]:
    """Open an empty page of a phone's size; an error that nothing catches fails the test."""
    context = chromium.new_context(
        base_url=server.address + "/", viewport={"width": 390, "height": 844}, locale="zh-CN"
    )
    context.set_default_timeout(PATIENCE)
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    yield opened
    context.close()
    assert [url for url in asked if not url.startswith((server.address, "data:", "blob:"))] == []
    assert server.was_faulty or errors == []
