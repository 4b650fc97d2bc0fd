"""Builds the project of this folder again at each line of stdin, in one process, as serving does.

Says how many texts were converted from Markdown. The arguments are the folder of the site and the
address that it is served at, if it is.
"""

import sys
from unittest.mock import patch

from markdown import Markdown
from mkdocs.commands.build import build
from mkdocs.config import load_config

if __name__ == "__main__":
    address = sys.argv[2] if len(sys.argv) > 2 else None
    for _ in sys.stdin:
        with patch.object(
            Markdown, "convert", autospec=True, side_effect=Markdown.convert
        ) as convert:
            build(load_config("mkdocs.yml", site_dir=sys.argv[1], site_url=address))
        print(convert.call_count, flush=True)
