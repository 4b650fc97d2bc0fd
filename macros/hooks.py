"""MkDocs events, each one call into a room.

MkDocs loads this file once and keeps it while it serves; the rooms, the calculators and their rules
are imported anew for each build, so that an edit takes effect without a restart.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files

if TYPE_CHECKING:
    from macros.manuals import Clause

_LOADED = Path(__file__).read_bytes()
log = get_plugin_logger(__name__)


@dataclass(frozen=True, slots=True)
class Handbook:
    """What macros need to know of the site: clauses, addresses of pages, the runtime folder."""

    clauses: "dict[str, Clause]"
    urls: dict[str, str]
    runtime: str


@event_priority(100)  # before mkdocs-macros imports the macros
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Forget the project's modules, so that this build imports them as they are now."""
    for name in [name for name in sys.modules if name.split(".")[0] in {"calculators", "macros"}]:
        del sys.modules[name]
    if Path(__file__).read_bytes() != _LOADED:
        log.warning("macros/hooks.py has changed: stop make serve and start it again")
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the runtime to the site, and note where each clause stands."""
    from calculators.core.editions import RuleError  # noqa: PLC0415  # anew for each build
    from macros import forms, manuals, runtime  # noqa: PLC0415

    root = Path(config.config_file_path).parent
    try:
        built = runtime.build(root)
    except FileNotFoundError as error:
        raise PluginError(f"{error.filename} is missing: run make build or make serve") from error
    folder = f"assets/runtime/{built.digest}/"
    for name, content in built.files.items():
        files.append(File.generated(config, folder + name, content=content))
    pages = files.documentation_pages()
    try:
        clauses = manuals.clauses((page.src_uri, page.content_string) for page in pages)
        forms.check_rules(clauses)
    except (manuals.ManualError, RuleError) as error:
        raise PluginError(str(error)) from error
    urls = {page.src_uri: page.url for page in pages}
    config.extra["handbook"] = Handbook(clauses, urls, folder)
    return files
