"""The browser of the tests: a Chromium, Chrome or Edge that is there, else Debian's, installed.

`python -m tests.browser.chromium` sees to it that there is one.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)


def find() -> str | None:
    """Return the path of a browser that tests can drive, or None."""
    named = (shutil.which(name) for name in _NAMES)
    placed = (place for place in _PLACES if Path(place).is_file())
    return next((path for path in (*named, *placed) if path), None)


def _install_on_debian() -> None:
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        subprocess.run(
            ["/usr/bin/apt-get", "--quiet", "--quiet", *command],
            env=os.environ | quiet,
            check=False,
        )


def main() -> int:
    """See to it that there is a browser; return 1 with one line where there cannot be."""
    if find():
        return 0
    if Path("/etc/debian_version").is_file() and os.geteuid() == 0:
        print("Installing chromium ...")
        _install_on_debian()
    if find():
        return 0
    sys.stderr.write("The tests need a browser: install Chromium, Chrome or Edge\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
