"""Write the site as an EPUB 3.3 book (W3C): texts, notes and glossary, without scripts, pictures or fonts."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from fatiao import __version__, ids
from fatiao.bundle.chapters import Chapter, TocEntry, write_chapters
from fatiao.bundle.xhtml import LANGUAGE, box, document, link, listing, plain, tag
from fatiao.bundle.zips import make_zip
from fatiao.language.dates import print_date
from fatiao.manifest import NO_DATE
from fatiao.markup import escape, xml_element
from fatiao.site.model import Site

_CONTAINER = """\
<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
#: Labels wider than usual, by their width in em: further lines stand under the first character behind the label.
_WIDE_LABELS = "".join(
    f"p.item.label-{wide} {{ margin-left: {wide + 2}em; text-indent: -{wide}em; }} "
    f"p.subitem.label-{wide} {{ margin-left: {wide + 5}em; text-indent: -{wide}em; }} "
    f"p.label-{wide} .item-label {{ min-width: {wide}em; }}\n"
    for wide in range(2, 8)
)
#: Readers choose the fonts; these rules only make the ranks of a provision distinguishable.
_STYLE = (
    """\
body { line-height: 1.8; }
h1, h2, h3, h4 { text-align: center; line-height: 1.4; font-weight: bold; }
p { margin: 0 0 .4em; }
p.paragraph { text-indent: 2em; }
p.item { margin-left: 5em; text-indent: -3em; } p.item .item-label { min-width: 3em; }
p.subitem { margin-left: 6.5em; text-indent: -1.5em; } p.subitem .item-label { min-width: 1.5em; }
.item-label { display: inline-block; text-indent: 0; }
"""
    + _WIDE_LABELS
    + """\
p.line, p.item.line, p.subitem.line { text-indent: 2em; }
table { border-collapse: collapse; } th, td { border: 1px solid; padding: .2em .5em; }
p.label { font-weight: bold; margin-top: 1em; }
a { color: inherit; }
dl { font-size: .9em; } dt { font-weight: bold; } dd { margin: 0 0 .3em 1em; }
.notice, .note { margin: .8em 0; padding-left: .8em; border-left: 2px solid #888; font-size: .9em; }
.kind { font-weight: bold; } .ground, .reading, .fixes { font-size: .9em; }
.fix { border-bottom: 1px dotted; }
"""
)
_NAMESPACE = uuid.UUID("6f0c3f0e-6d0b-5a0b-9d8e-0a1f7c2b4e11")  # the project's own; any fixed UUID would do
_TERMS = {"xmlns": "http://www.idpf.org/2007/opf", "xmlns:dc": "http://purl.org/dc/elements/1.1/"}
_RIGHTS = (
    "法律、法规、规章等官方文件不适用著作权法（《中华人民共和国著作权法》第五条）。文本供参考，以正式公布的文本为准。"
)
_MARKS = "标点按 GB/T 15834 以全角排印；底本中的半角标点见网站的数据文件。"


def make_epub(site: Site, title: str, date: str, moment: datetime) -> bytes:
    """Return the site as an EPUB file; ``date`` is that of the corpus (ISO 8601), ``moment`` the timestamp in UTC.

    The identifier is derived from the content, so equal content has an equal identifier.
    """
    chapters = list(write_chapters(site))
    front = Chapter("front.xhtml", _front(site, title, date), TocEntry(title, "front.xhtml"))
    files = {chapter.file: chapter.text for chapter in (front, *chapters)}
    files |= {"nav.xhtml": _navigation([front, *chapters]), "style.css": _STYLE}
    content = hashlib.sha256("".join(f"{name}\n{text}\n" for name, text in sorted(files.items())).encode())
    book = uuid.uuid5(_NAMESPACE, content.hexdigest())
    files["package.opf"] = _package(title, date, moment, book, [front, *chapters])
    named = [("mimetype", b"application/epub+zip"), ("META-INF/container.xml", _CONTAINER.encode())]
    named += [(f"book/{name}", text.encode()) for name, text in sorted(files.items())]
    return make_zip(named, moment, stored=frozenset({"mimetype"}))


def _front(site: Site, title: str, date: str) -> str:
    laws = listing(escape(ids.book_title(entry.title)) for entry in site.current)
    articles = sum(len(entry.law.articles) for entry in site.current)
    until = f"；文本截至{print_date(date)}" if date != NO_DATE else ""
    about = f"收录{len(site.current)}部法规，{articles}条{until}。"
    marks = tag("p", _MARKS) if any(entry.printed for entry in site.current) else ""
    return document(title, [tag("h1", title), tag("p", about), laws, tag("p", _RIGHTS), marks])


def _navigation(chapters: Sequence[Chapter]) -> str:
    head = tag("h1", "目录")
    toc = xml_element("nav", head, _ordered(c.heading for c in chapters), **{"epub:type": "toc", "id": "toc"})
    return document("目录", [toc])


def _ordered(headings: Iterable[TocEntry]) -> str:
    items = [
        box("li", [link(plain(h.name) or h.href, h.href), _ordered(h.below) if h.below else ""]) + "\n"
        for h in headings
    ]
    return box("ol", items)


def _package(title: str, date: str, moment: datetime, book: uuid.UUID, chapters: Sequence[Chapter]) -> str:
    def meta(name: str, value: str) -> str:
        return xml_element("meta", escape(value), property=name)

    access = {"accessMode": "textual", "accessModeSufficient": "textual", "accessibilityHazard": "none"}
    metadata = [
        xml_element("dc:identifier", book.urn, id="book"),
        xml_element("dc:title", escape(plain(title))),
        xml_element("dc:language", LANGUAGE),
        xml_element("dc:publisher", f"Fatiao {__version__}"),
        xml_element("dc:subject", "法律"),
        xml_element("dc:rights", escape(_RIGHTS)),
        *([xml_element("dc:date", date)] if date != NO_DATE else []),
        meta("dcterms:modified", f"{moment:%Y-%m-%dT%H:%M:%SZ}"),
        *(meta(f"schema:{name}", value) for name, value in access.items()),
        *(meta("schema:accessibilityFeature", value) for value in ("tableOfContents", "readingOrder")),
    ]
    items = [xml_element("item", **_item(chapter.file)) for chapter in chapters]
    items.append(xml_element("item", properties="nav", **_item("nav.xhtml")))
    items.append(xml_element("item", **{"id": "style", "href": "style.css", "media-type": "text/css"}))
    order = [xml_element("itemref", idref=_item(chapter.file)["id"]) for chapter in (chapters[0],)]
    order.append(xml_element("itemref", idref="nav"))
    order += [xml_element("itemref", idref=_item(chapter.file)["id"]) for chapter in chapters[1:]]
    parts = [_lined("metadata", metadata), _lined("manifest", items), _lined("spine", order)]
    attributes = {"version": "3.0", "unique-identifier": "book", "xml:lang": LANGUAGE, **_TERMS}
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + xml_element("package", "\n", *parts, **attributes) + "\n"


def _item(file: str) -> dict[str, str]:
    name = file.removesuffix(".xhtml")
    return {"id": name, "href": file, "media-type": "application/xhtml+xml"}


def _lined(name: str, children: Sequence[str]) -> str:
    return xml_element(name, "\n", *(child + "\n" for child in children)) + "\n"
