"""The browsers of the tests: those that are there, else Debian's, installed.

`python -m tests.browser.browsers` sees to it that there is one of each.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Browser:
    """What to install where it is missing, Debian's package, its commands, its places elsewhere."""

    names: str
    package: str
    commands: tuple[str, ...]
    places: tuple[str, ...]

    def find(self) -> str | None:
        """Return the path of one that tests can drive, or None."""
        named = (shutil.which(command) for command in self.commands)
        placed = (place for place in self.places if Path(place).is_file())
        return next((path for path in (*named, *placed) if path), None)

    def found(self) -> str:
        """Return the path of one that tests can drive. Raises FileNotFoundError."""
        if path := self.find():
            return path
        raise FileNotFoundError(f"the tests need a browser: install {self.names}")


CHROMIUM = Browser(
    names="Chromium, Chrome or Edge",
    package="chromium",
    commands=(
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
        "microsoft-edge",
        "microsoft-edge-stable",
        "msedge",
    ),
    places=(
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ),
)
FIREFOX = Browser(
    names="Firefox",
    package="firefox-esr",
    commands=("firefox-esr", "firefox"),
    places=(
        "/Applications/Firefox.app/Contents/MacOS/firefox",
        r"C:\Program Files\Mozilla Firefox\firefox.exe",
    ),
)


def _missing() -> list[Browser]:
    return [browser for browser in (CHROMIUM, FIREFOX) if not browser.find()]


def _install_on_debian(packages: list[str]) -> None:
    print(f"Installing {' and '.join(packages)} ...")
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        subprocess.run(
            ["/usr/bin/apt-get", "--quiet", "--quiet", *command],
            env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
            check=False,
        )


def main() -> int:
    """See to it that there are browsers; return 1 with a line for each that there cannot be."""
    missing = _missing()
    if missing and Path("/etc/debian_version").is_file() and os.geteuid() == 0:
        _install_on_debian([browser.package for browser in missing])
        missing = _missing()
    for browser in missing:
        sys.stderr.write(f"The tests need a browser: install {browser.names}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
