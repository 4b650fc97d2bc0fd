"""The search index, kept off the loading of pages."""

import json
from pathlib import Path


def set_documents_aside(site: Path) -> None:
    """Take the documents out of the index that the theme loads with each page.

    The worker that searches loads them from beside it: docs/assets/javascripts/workers/. Raises
    ValueError where the theme's pages do not name that worker (macros/theme/main.html).
    """
    if "search-worker.js#search." not in (site / "index.html").read_text(encoding="utf-8"):
        raise ValueError("the theme names its worker otherwise: adapt macros/theme/main.html")
    path = site / "search" / "search_index.json"
    index = json.loads(path.read_text(encoding="utf-8"))
    documents = json.dumps(index["docs"], ensure_ascii=False, separators=(",", ":"))
    path.with_name("documents.json").write_text(documents, encoding="utf-8")
    path.write_text(json.dumps(index | {"docs": []}), encoding="utf-8")
