"""The editions as an Atom feed (RFC 4287), for programs that tell when something is new."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from publishing.templating import TEMPLATES


def feed(editions: Sequence[Mapping[str, Any]], name: str) -> str:
    """Return the feed; `editions` are those of editions.json, the newest first, at least one.

    Addresses are relative to the feed, so that it holds wherever the site is put; what the feed and
    an entry are called for ever comes of days and commits.
    """
    template = TEMPLATES.get_template("feed.xml.j2")
    return template.render(editions=editions, name=name, named=_named)


def _named(edition: Mapping[str, Any], what: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"{what} {edition['date']} {edition['commit']}")
