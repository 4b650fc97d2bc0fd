"""Material's own search in a copy of the project, whatever the handbook's is: a hook of MkDocs.

It takes the same pages apart with a search plugin of its own, as Material comes: Chinese, cut into
words by jieba. What it writes after the build takes the place of the handbook's index, and each
page names Material's worker.
"""

import json
import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page

_CONFIG = re.compile(r'(?<=<script id="__config" type="application/json">).*?(?=</script>)')
_WORKERS = "assets/javascripts/workers"
_MADE: dict[str, Any] = {}  # the plugin of this build


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Make the plugin. Raises PluginError where it could not cut Chinese into words."""
    from material.plugins.search import plugin  # noqa: PLC0415  # jieba is slow to import

    if plugin.jieba is None:
        raise PluginError("jieba is missing: it belongs to the test group of pyproject.toml")
    search = plugin.SearchPlugin()
    search.load_config({"lang": "zh"})
    search.on_config(config)
    _MADE["search"] = search
    return config


@event_priority(100)  # before the theme's plugin takes what says how to search out of the page
def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Any) -> Any:  # noqa: ARG001  # MkDocs passes them
    """Take a page apart."""
    _MADE["search"].search_index.add_entry_from_context(page)
    return context


@event_priority(-100)  # after the handbook has written its index
def on_post_build(config: MkDocsConfig) -> None:
    """Write Material's index and name Material's worker in each page."""
    _MADE["search"].on_post_build(config=config)
    site = Path(config.site_dir)
    workers = list((site / _WORKERS).glob("search.*.min.js"))
    if len(workers) != 1:
        raise PluginError(f"the theme has {len(workers)} workers: adapt {Path(__file__).name}")
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        if found := _CONFIG.search(html):
            said = json.loads(found[0])
            said["search"] = f"{said['base']}/{_WORKERS}/{workers[0].name}"
            changed = json.dumps(said).replace("</", "<\\/")
            path.write_text(html[: found.start()] + changed + html[found.end() :], encoding="utf-8")
        elif path == site / "index.html":
            raise PluginError(f"pages say otherwise what is theirs: adapt {Path(__file__).name}")
