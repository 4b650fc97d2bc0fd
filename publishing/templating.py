"""The templates of what editions have between them: Markdown with HTML, and XML."""

from pathlib import Path

from macros.templating import templates

TEMPLATES = templates(Path(__file__).with_name("templates"))
