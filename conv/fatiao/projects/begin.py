"""A new project: a folder with settings, a home page, an empty corpus, and the files that publish it.       (I/O)"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Template

from fatiao import __version__
from fatiao.diagnostics import FatiaoError
from fatiao.files import write_together
from fatiao.pages.myst import escape

_TEMPLATE = Path(__file__).parent / "template"
#: Name of each file of a new project → the template that it is filled from.
FILES = {
    "README.md": "README.md",
    ".gitignore": "gitignore",
    ".readthedocs.yaml": "readthedocs.yaml",
    ".github/workflows/pages.yml": "pages.yml",
    "requirements.txt": "requirements.txt",
    "corpus/works.toml": "works.toml",
    "corpus/terms.toml": "terms.toml",
    "docs/conf.py": "conf.py.txt",
    "docs/index.md": "index.md",
    "docs/pack.md": "pack.md",
    "docs/pictures.md": "pictures.md",
    "docs/guide/urls.md": "guide-urls.md",
    "docs/guide/cite.md": "guide-cite.md",
    "docs/guide/teaching.md": "guide-teaching.md",
    "docs/guide/data.md": "guide-data.md",
    "docs/guide/offline.md": "guide-offline.md",
}
#: Names that an empty folder may hold: a repository that was just created is empty too.
_MAY_BE_THERE = frozenset({".git", ".DS_Store"})
#: Number of names of existing files that an error message lists.
_NAMED = 5
_ADDRESS = re.compile(r"https?://[!-~]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:_[A-Z]{2})?")


@dataclass(frozen=True, slots=True)
class Project:
    """The settings of a new project: the title of its site, its URL or "", and the language of the theme's texts.

    Raises FatiaoError for an empty title or one of several lines, a URL that is not http or https, and a language code
    that is not of the form zh_CN or en.
    """

    title: str
    url: str = ""
    language: str = "zh_CN"

    def __post_init__(self) -> None:
        if not self.title.strip() or not self.title.isprintable():
            raise FatiaoError("--title must be one line of text")
        if self.url and not _ADDRESS.fullmatch(self.url):
            raise FatiaoError(f"--url: {self.url} is not a web address; write it like https://example.org/laws/")
        if not _LANGUAGE.fullmatch(self.language):
            raise FatiaoError(f"--language: {self.language} is not a language code; write it like zh_CN or en")


def begin_project(folder: Path, project: Project) -> tuple[str, ...]:
    """Write the files of a new project into an empty or missing folder, and return their names.

    Raises FatiaoError if the folder is not empty, before any file is written, or if a file cannot be written; the files
    and folders written until then are removed.
    """
    _check_empty(folder)
    write_together({folder / name: content.encode() for name, content in _fill(project)})
    return tuple(FILES)


def _check_empty(folder: Path) -> None:
    try:
        there = sorted({path.name for path in folder.iterdir()} - _MAY_BE_THERE) if os.path.lexists(folder) else []
    except OSError as error:
        raise FatiaoError(f"cannot use {folder}: {error.strerror or error}") from error
    if there:
        more = f" and {len(there) - _NAMED} more" if len(there) > _NAMED else ""
        raise FatiaoError(f"{folder} is not empty: {', '.join(there[:_NAMED])}{more}; choose a new or empty folder")


def _fill(project: Project) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each file; every value is escaped for the syntax it is inserted into."""
    url = project.url if not project.url or project.url.endswith("/") else f"{project.url}/"
    values = {
        "title": escape(project.title.strip()),
        "title_python": repr(project.title.strip()),
        "url_python": repr(url),
        "language_python": repr(project.language),
        "version": __version__,
    }
    for name, template in FILES.items():
        text = (_TEMPLATE / template).read_text(encoding="utf-8")
        yield name, Template(text).substitute(values)
