"""``fatiao init``: create a folder with everything that a new site needs.                                      (I/O)"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from fatiao.commands.outcome import EXIT_OK
from fatiao.projects.begin import Project, begin_project

if TYPE_CHECKING:
    from fatiao.commands.options import Subparsers


def declare(commands: Subparsers) -> None:
    """Add ``init`` to the parser."""
    parser = commands.add_parser(
        "init",
        help="begin a project: settings, home page, empty corpus, and what publishes it",
        description="Make a folder with docs/conf.py, a home page, an empty corpus, a README, a .gitignore, and the "
        "files that publish the site on GitHub Pages and Read the Docs. A folder that holds anything is refused.",
        epilog="Exit codes: 0 all well, 2 the folder cannot be used. "
        "Example: fatiao init my-laws --title 某市地方性法规 --url https://example.org/laws/",
    )
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--title", metavar="TEXT", help="name of the site; default: the name of the folder")
    parser.add_argument("--url", default="", metavar="URL", help="address that the site will have; may be set later")
    parser.add_argument(
        "--language", default="zh_CN", metavar="CODE", help="language of the theme's own words; default: zh_CN"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the files, print the next step, and return the exit code."""
    folder: Path = options.folder
    title = folder.resolve().name if options.title is None else options.title
    written = begin_project(folder, Project(title, options.url, options.language))
    for name in written:
        print(folder / name)
    print(f"{len(written)} files written; next: cd {folder} && fatiao add FILE && fatiao serve")
    return EXIT_OK
