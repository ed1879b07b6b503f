"""Builders of small documents in every format."""

from __future__ import annotations

import io
import zipfile

from fatiao.diagnostics import Report
from fatiao.formats.read import read_received

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
    )
)


def archive(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """Return a Word document with a body and further parts by name: numbering, styles, footnotes, header, comments."""
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{_RELATIONSHIP}/{name}" Target="{name}.xml"/>' for name in parts
    )
    return archive(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<R><Relationship Type="{_RELATIONSHIP}/officeDocument" Target="word/document.xml"/></R>',
            "word/_rels/document.xml.rels": f"<R>{relations}</R>",
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
            **{f"word/{name}.xml": f'<w:x xmlns:w="{W}">{content}</w:x>' for name, content in parts.items()},
        }
    )


def p(words: str = "", num: int | None = None, level: int = 0, style: str = "", inner: str = "", mark: str = "") -> str:
    """Return a paragraph of a Word document; ``num`` and ``level`` number it automatically."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num is not None:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
    properties += f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(words) if words else ''}{inner}</w:p>"


def r(words: str, properties: str = "", tag: str = "t") -> str:
    """Return a run of a Word document."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>'


def level(at: int, text: str, form: str = "chineseCountingThousand", rest: str = "") -> str:
    """Return a level of a Word list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{rest}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int, rest: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{rest}</w:num>'


def odt(body: str, styles: str = "", page: str = "") -> bytes:
    """Return an OpenDocument text with a body, automatic styles, and master pages."""
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {_ODF}>"
            f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {_ODF}>{page}</office:document-styles>",
        }
    )


def epub(*chapters: str) -> bytes:
    """Return an EPUB with the chapters in order in its spine, but reversed in its manifest."""
    names = [f"c{number}" for number in range(len(chapters))]
    manifest = "".join(
        f'<item id="{n}" href="text/{n}.xhtml" media-type="application/xhtml+xml"/>' for n in names[::-1]
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in names)
    return archive(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<c><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></c>',
            "OEBPS/book.opf": f"<package><manifest>{manifest}</manifest><spine>{spine}</spine></package>",
            **{f"OEBPS/text/{n}.xhtml": chapter for n, chapter in zip(names, chapters, strict=True)},
        }
    )


def read(data: bytes, name: str = "a.bin") -> tuple[list[str], Report]:
    """Read a document; return its lines, without blank ones, and the findings."""
    report = Report()
    source = read_received(data, name, report)
    return [line for line in source.text.split("\n") if line] if source else [], report


def lines_of(data: bytes, name: str = "a.bin") -> list[str]:
    return read(data, name)[0]


def told(report: Report, code: str) -> list[str]:
    return [found.message for found in report if found.code == code]


def pdf(*pages: list[tuple[float, float, float, str]], picture: tuple[int, ...] = ()) -> bytes:
    """Return a PDF whose pages hold text as (x, y, size, text), from the lower left corner.

    ``picture`` lists the pages, from 1, that also show an image.
    """
    signs = sorted({sign for page in pages for *_, words in page for sign in words})
    codes = "".join(f"<{ord(sign):04X}> <{ord(sign):04X}>\n" for sign in signs)
    cmap = f"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange {len(signs)} beginbfchar\n{codes}endbfchar endcmap end"  # noqa: E501
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count {}/Kids[{}]>>".format(len(pages), " ".join(f"{7 + 2 * n} 0 R" for n in range(len(pages)))),
        "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000>>",  # noqa: E501
        f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream",
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n0\nendstream",  # noqa: E501
    ]
    for number, page in enumerate(pages, 1):
        shown = "".join(
            f"BT /F {size} Tf {x} {y} Td <{''.join(f'{ord(sign):04X}' for sign in words)}> Tj ET\n"
            for x, y, size, words in page
        )
        shown += "q 300 0 0 300 0 0 cm /I Do Q" if number in picture else ""
        resources = "<</Font<</F 3 0 R>>/XObject<</I 6 0 R>>>>"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources{resources}/Contents {6 + 2 * number} 0 R>>"
        )
        objects.append(f"<</Length {len(shown)}>>stream\n{shown}\nendstream")
    out = "%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    start = len(out)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    out += (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    )
    return f"{out}startxref\n{start}\n%%EOF".encode("latin-1")
