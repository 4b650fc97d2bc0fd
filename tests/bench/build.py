"""How long a build takes, now and with the chapters repeated to 3,000 pages: make bench.

Prints seconds, pages and megabytes of HTML of both, and the ratio of the time per megabyte: the
pages that the build makes from the chapters (roles, topics, lists) grow instead of becoming more,
so that pages alone do not measure the work. The runtime is cached before.
"""

import sys
import tempfile
import time
from pathlib import Path

from tests.bench.sites import built_site, multiply
from tests.copies import copy_project


def main() -> int:
    """Build twice in copies of the project and print what was measured."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder, "small"), Path(folder, "large")
        for copy in (small, large):
            copy_project(copy)
        multiply(large / "docs" / "manuals")
        measured = [_measure(copy) for copy in (small, small, large)][1:]  # the first one warms up
    for seconds, pages, megabytes in measured:
        each = seconds / megabytes
        print(f"{pages:5} pages  {megabytes:6.1f} MB  {seconds:6.1f} s  {each:4.2f} s a MB")
    before, after = (seconds / megabytes for seconds, _, megabytes in measured)
    print(f"time per MB, large to small: {after / before:.2f}")
    return 0


def _measure(copy: Path) -> tuple[float, int, float]:
    start = time.perf_counter()
    built_site(copy, copy / "site")
    seconds = time.perf_counter() - start
    sizes = [page.stat().st_size for page in (copy / "site").rglob("*.html")]
    return seconds, len(sizes), sum(sizes) / 1e6


if __name__ == "__main__":
    sys.exit(main())
