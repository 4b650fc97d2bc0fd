"""Builds the project of this folder again at each line of stdin, in one process, as serving does.

Says how many texts were converted from Markdown. The only argument is the folder of the site.
"""

import sys
from unittest.mock import patch

from markdown import Markdown
from mkdocs.commands.build import build
from mkdocs.config import load_config

if __name__ == "__main__":
    for _ in sys.stdin:
        with patch.object(
            Markdown, "convert", autospec=True, side_effect=Markdown.convert
        ) as convert:
            build(load_config("mkdocs.yml", site_dir=sys.argv[1]))
        print(convert.call_count, flush=True)
