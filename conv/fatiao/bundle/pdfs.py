"""Print a PDF of every law with Chromium, which embeds the glyphs of the Chinese fonts.

Chromium writes the time and its platform into its PDFs; both are overwritten.  Two machines make the same bytes if they
have the same Chromium and the same fonts.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

from fatiao import __version__, ids
from fatiao.diagnostics import FatiaoError
from fatiao.markup import escape_attribute
from fatiao.pages.text_pages import cut_text
from fatiao.site.model import Entry, Site

#: The commands that Chromium is installed as.
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
#: No background requests and no name resolution: everything that a page loads must be in the folder.
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--generate-pdf-document-outline",
    "--no-pdf-header-footer",
)
_SECONDS = 180
#: Void elements: the parser reports an end tag for ``<br/>``, but HTML has none.
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "col", "wbr", "source", "area", "base", "embed"})
#: The section of a page with its content; the title in it; and an empty anchor in the contents, whose element is in the
#: text on another page.
_BODY = re.compile("<section.*</section>", re.DOTALL)
_TITLE = re.compile("<h1>.*?</h1>", re.DOTALL)
_NO_TEXT = re.compile('<span id="[a-z0-9-]+"></span>')
_STAMP = re.compile(rb"/(CreationDate|ModDate) \(D:[^()]*\)")
_CREATOR = re.compile(rb"/Creator \((?:[^()\\]|\\.)*\)")


def find_browser() -> Path | None:
    """Return the path of the command in ``CHROMIUM``, else of a Chromium or Chrome on the search path; None if none."""
    names = [name] if (name := os.environ.get("CHROMIUM")) else BROWSERS
    return next((Path(found) for found in map(shutil.which, names) if found), None)


def make_pdfs(site: Site, html: Path, browser: Path, moment: datetime) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of the PDF of every text, printed from the pages of a built site.

    A page for printing is written beside each law's page and removed afterwards.  Raises FatiaoError if Chromium fails
    or no Chinese font is installed.
    """
    _check_fonts()
    for entry in site.entries:
        page = html / ids.url_of(entry.address().docname)
        copy = page.with_name(".print.html")
        try:
            copy.write_text(_Printed(read_whole(entry, html)).text, encoding="utf-8")
            yield ids.print_name(entry.work.id, entry.version), stamp(_print(copy, browser), moment)
        except OSError as error:
            raise FatiaoError(f"cannot print {page}: {error.strerror or error}") from error
        finally:
            copy.unlink(missing_ok=True)


def read_whole(entry: Entry, html: Path) -> str:
    """Return the HTML of a law's page; if the text is on separate pages, append it."""
    text = (html / ids.url_of(entry.address().docname)).read_text(encoding="utf-8")
    parts = []
    for volume in cut_text(entry):
        address = ids.url_of(volume.docname)
        found = _BODY.search((html / address).read_text(encoding="utf-8"))
        parts.append(_TITLE.sub("", found[0]) if found else "")
        text = text.replace(f'href="{address.rpartition("/")[2]}', 'href="')
    if not parts:
        return text
    head, end, tail = _NO_TEXT.sub("", text).rpartition("</section>")
    return "".join([head, *parts, end, tail])


def stamp(content: bytes, moment: datetime) -> bytes:
    """Return the PDF with ``moment`` as its dates and fatiao as its creator; all offsets stay the same."""
    time = f"(D:{moment:%Y%m%d%H%M%S}+00'00')".encode()
    content = _STAMP.sub(lambda m: (b"/%b " % m[1] + time).ljust(len(m[0]))[: len(m[0])], content)
    creator = f"/Creator (fatiao {__version__})".encode()
    return _CREATOR.sub(lambda m: creator.ljust(len(m[0])) if len(creator) <= len(m[0]) else m[0], content)


def _check_fonts() -> None:
    tool = shutil.which("fc-list")  # systems without fontconfig come with Chinese fonts
    if tool and not subprocess.run([tool, ":lang=zh-cn"], capture_output=True, check=False).stdout.strip():  # noqa: S603
        raise FatiaoError(
            "no Chinese font was found for the PDFs; install one (Debian: fonts-noto-cjk), or pass --no-pdf"
        )


def _print(page: Path, browser: Path) -> bytes:
    with tempfile.TemporaryDirectory(prefix="fatiao-", ignore_cleanup_errors=True) as folder:
        target = Path(folder, "page.pdf")
        command = [str(browser), *_FLAGS, f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--no-sandbox")  # Chromium has no sandbox for root; the page is ours and has no script
        try:
            command.append(page.resolve().as_uri())
            done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
        except (OSError, subprocess.TimeoutExpired) as error:
            raise FatiaoError(f"{browser} failed: {error}; pass --no-pdf to go on without PDFs") from error
        if done.returncode or not target.is_file():
            said = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
            raise FatiaoError(
                f"{browser} made no PDF of {page.parent.name}: {said or done.returncode}; or pass --no-pdf"
            )
        return target.read_bytes()


class _Printed(HTMLParser):
    """A law's page without scripts, and with links only to itself: a PDF would hold the others as full paths."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self._out: list[str] = []
        self._in_script = False
        self.feed(text)
        self.close()

    @property
    def text(self) -> str:
        """The page as HTML."""
        return "".join(self._out)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Copy the tag unless it is in a script; drop the target of a link that leaves the page."""
        self._in_script |= tag == "script"
        if self._in_script:
            return
        if tag == "a":
            attrs = [(name, _inside(value or "") if name == "href" else value) for name, value in attrs]
            attrs = [(name, value) for name, value in attrs if name != "href" or value]
        written = "".join(
            f' {name}="{escape_attribute(value)}"' if value is not None else f" {name}" for name, value in attrs
        )
        self._out.append(f"<{tag}{written}>")

    def handle_endtag(self, tag: str) -> None:
        """Copy the tag unless it is in a script or HTML has no such end tag."""
        if not self._in_script and tag not in _VOID:
            self._out.append(f"</{tag}>")
        self._in_script &= tag != "script"

    def handle_data(self, data: str) -> None:
        """Copy the text unless it is in a script."""
        if not self._in_script:
            self._out.append(data)

    def handle_entityref(self, name: str) -> None:
        """Copy the reference."""
        self._out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Copy the reference."""
        self._out.append(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        """Copy the declaration."""
        self._out.append(f"<!{decl}>")


def _inside(href: str) -> str:
    """Return the anchor (``#…``) on the law's page for a link to that page or one of its articles; empty if none."""
    page, _, anchor = href.partition("#")
    own = page.removesuffix(".html")
    if page in ("", "index.html"):
        own = ""
    elif own == page or ids.parse_article_page(own) is None:
        return ""
    return f"#{'-'.join(filter(None, (own, anchor)))}" if own or anchor else ""
