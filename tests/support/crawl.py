"""Find the dead links of a built folder."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in {"href", "src", "data-script"} and value is not None:
                self.targets.append(value)
            elif name in {"id", "name"} and value:
                self.anchors.add(value)


def dead_links(root: Path, suffix: str = ".html") -> list[str]:
    """Return ``page: target`` for every link within the folder whose file or anchor does not exist."""
    pages: dict[Path, _Links] = {}
    for path in sorted(root.rglob(f"*{suffix}")):
        pages[path.resolve()] = links = _Links()
        links.feed(path.read_text(encoding="utf-8"))
    dead = []
    for path, links in pages.items():
        for target in dict.fromkeys(links.targets):
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                continue
            to = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            to = to / "index.html" if to.is_dir() else to
            place = unquote(parts.fragment)
            if not to.is_file() or (place and to in pages and place not in pages[to].anchors):
                dead.append(f"{path.relative_to(root.resolve()).as_posix()}: {target}")
    return dead
