"""Render the lines of a law in every format that ``bench_formats.py`` measures.

The surroundings of the text (headers, navigation, other stories) are made up here.
"""

from __future__ import annotations

import html
import io
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from fatiao.language.numerals import parse_numeral

ROOT = Path(__file__).resolve().parents[1]

_LABEL = re.compile(
    r"(第([一二三四五六七八九十百千零〇]+)([编章节条]))[\s　]+(.+)|(（([一二三四五六七八九十]+)）)[\s　]*(.+)"
)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KINDS = {"编": 0, "章": 1, "节": 2, "条": 3, "项": 4}
_FORMS = {0: "第%1编", 1: "第%2章", 2: "第%3节", 3: "第%4条", 4: "（%5）"}
#: The levels whose numbering restarts below each level; 条 are numbered through.
_RESTARTED = {0: (1, 2, 4), 1: (2, 4), 2: (4,), 3: (4,), 4: ()}
#: Timeout of one conversion, in seconds.
_PATIENCE = 180

_STORIES = (
    (
        "我市秋粮收购工作进展顺利",
        "本报讯（记者 李某）入秋以来，我市各地抢抓晴好天气，加快秋粮收购进度。"
        "截至目前，全市已收购新粮三万余吨，同比增长百分之五。",
    ),
    (
        "社区里来了“修伞匠”",
        "“老师傅手艺真好！”近日，家住东门社区的居民王女士高兴地说。活动现场，志愿者为居民免费修伞、磨刀，受到大家欢迎。",
    ),
    ("天气", "今天白天到夜里晴转多云，偏南风三到四级，最高气温十八摄氏度。"),
)


def paragraphs(text: str) -> list[str]:
    """Return the lines of a law that are not blank."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def as_docx(lines: Sequence[str]) -> bytes:
    """Return a Word document: title centred, text as paragraphs, with a header, a footer and no automatic numbers."""
    document = _document()
    for line in lines:
        document.add_paragraph(line)
    return _saved(document)


def as_docx_numbered(lines: Sequence[str], single: bool = True) -> bytes:
    """Return a Word document with automatic numbers for 编, 章, 节, 条 and 项, wherever these are the law's own numbers.

    ``single`` makes one list of five levels, in which 条 are numbered through the chapters; otherwise each kind has a
    list, and 项 restart at each.
    """
    document = _document()
    numbering = document.part.numbering_part.element
    _lay_down_lists(numbering, single)
    state = dict.fromkeys(_FORMS, 0)
    items = 200
    for line in lines:
        level, words = _numbered(line, state)
        paragraph = document.add_paragraph(words)
        if level is None:
            continue
        if level == 4 and not single and state[4] == 1:
            items += 1
            _add_num(numbering, items, 81, restart=True)
        number = 77 if single else items if level == 4 else 77 + level
        paragraph._p.get_or_add_pPr().append(
            _element(f'<w:numPr><w:ilvl w:val="{level if single else 0}"/><w:numId w:val="{number}"/></w:numPr>')
        )
    return _saved(document)


def _numbered(line: str, state: dict[int, int]) -> tuple[int | None, str]:
    """Return the list level that prints a line's label, and the rest of the line; count the level in ``state``.

    The level is None if the line has no label, or if Word's number would differ from it.
    """
    match = _LABEL.fullmatch(line)
    if match is None:
        return None, line
    level = _KINDS[match[3] or "项"]
    number = parse_numeral(match[2] or match[6])
    if number != state[level] + 1:
        return None, line
    state[level] = number
    for other in _RESTARTED[level]:
        state[other] = 0
    return level, match[4] or match[7]


def _lay_down_lists(numbering: object, single: bool) -> None:
    levels = {
        at: _level(at, at if single else 0, text if single else re.sub(r"%\d", "%1", text))
        for at, text in _FORMS.items()
    }
    lists = {77: "".join(levels.values())} if single else {77 + at: level for at, level in levels.items()}
    for number, inner in lists.items():
        kind = "multilevel" if single else "singleLevel"
        numbering.insert(
            0,
            _element(
                f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="{kind}"/>{inner}</w:abstractNum>'
            ),
        )
        _add_num(numbering, number, number)


def _level(kind: int, at: int, text: str) -> str:
    form = "chineseCounting" if kind == 4 else "chineseCountingThousand"
    restart = '<w:lvlRestart w:val="0"/>' if kind == 3 and at else ""
    follows = "nothing" if kind == 4 else "space"
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{restart}<w:suff w:val="{follows}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def _add_num(numbering: object, number: int, abstract: int, restart: bool = False) -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if restart else ""
    numbering.append(_element(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'))


def _element(text: str) -> object:
    from docx.oxml import parse_xml

    return parse_xml(re.sub(r"^<([\w:]+)", rf'<\1 xmlns:w="{_W}"', text, count=1))


def _document():
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "法规汇编"
    document.sections[0].footer.paragraphs[0].text = "内部资料 第 1 页"
    return document


def _saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def convert(data: bytes, source: str, target: str, folder: Path) -> bytes:
    """Convert a document with LibreOffice."""
    path = folder / f"in.{source}"
    path.write_bytes(data)
    out = folder / "out"
    subprocess.run(
        [shutil.which("soffice") or "soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
         "--convert-to", target, "--outdir", str(out), str(path)],
        check=True, capture_output=True, timeout=_PATIENCE,
    )  # fmt: skip
    return (out / f"in.{target.partition(':')[0]}").read_bytes()


def as_modern_html(lines: Sequence[str]) -> bytes:
    """Return an HTML page in the style of current government sites."""
    title, *rest = map(html.escape, lines)
    body = "\n".join(f'<p style="text-indent:2em;">&emsp;&emsp;{line}</p>' for line in rest)
    return f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title}_甲市人民政府</title>
<style>p{{line-height:2}}</style><script>var a = "第一条 不是条文";</script></head><body>
<header><div class="logo"><a href="/">甲市人民政府</a></div><nav><ul><li><a href="/">首页</a></li>
<li><a href="/a">要闻动态</a></li><li><a href="/b">政务公开</a></li></ul></nav></header>
<div class="bread">当前位置：<a href="/">首页</a> &gt; <a href="/c">政务公开</a> &gt; <a href="/d">法规</a></div>
<div class="article"><h1>{title}</h1><div class="info"><span>来源：甲市人民政府办公室</span>
<span>发布时间：2021-03-04 10:11</span> <span>浏览次数：123</span> 【字体：<a>大</a> <a>中</a> <a>小</a>】</div>
<div class="TRS_Editor">{body}</div>
<div class="share">分享到：<a>微信</a> <a>微博</a></div><p class="editor">责任编辑：王某</p></div>
<div class="related"><h3>相关阅读</h3><ul><li><a href="/1">甲市关于加强管理的通知</a></li>
<li><a href="/2">一图读懂新条例</a></li><li><a href="/3">新闻发布会实录</a></li></ul></div>
<footer><p>主办单位：甲市人民政府办公室　版权所有</p><p>甲ICP备00000000号</p></footer></body></html>""".encode()


def as_old_html(lines: Sequence[str]) -> bytes:
    """Return an HTML page in the style of twenty years ago: GB2312, the text in one table cell with line breaks."""
    title, *rest = map(html.escape, lines)
    body = "".join(f"<br>&nbsp;&nbsp;&nbsp;&nbsp;{line}\r\n" for line in rest)
    return f"""<HTML><HEAD><TITLE>{title}</TITLE>
<META http-equiv=Content-Type content="text/html; charset=gb2312"></HEAD><BODY bgcolor=#ffffff>
<TABLE width=760 border=0><TR><TD><a href=index.htm>首页</a></TD><TD><a href=fg.htm>法规</a></TD><TD><a href=ly.htm>留言</a></TD></TR></TABLE>
<TABLE width=760 border=0 align=center><TR><TD align=center><FONT size=4><B>{title}</B></FONT></TD></TR>
<TR><TD class=tt>{body}</TD></TR><TR><TD align=right>[<a href="javascript:window.print()">打印</a>] [<a href="javascript:window.close()">关闭</a>]</TD></TR></TABLE>
<CENTER>版权所有 甲市法制办公室</CENTER></BODY></HTML>""".encode("gb18030")


def as_markdown(lines: Sequence[str]) -> bytes:
    """Return a Markdown file with front matter."""
    title, *rest = lines
    body = "\n\n".join(f"## {line}" if re.match(r"第\S+[编章节][\s　]", line) else line for line in rest)
    return f"---\ntitle: {title}\n---\n\n# {title}\n\n{body}\n".encode()


def print_page(lines: Sequence[str], indent: bool = True) -> str:
    """Return an HTML page to print: one column, with page headers and page numbers by the browser."""
    title, *rest = map(html.escape, lines)
    body = "\n".join(f"<p>{line}</p>" for line in rest)
    return f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title}</title><style>
@page {{ size: A4; margin: 25mm 25mm; @bottom-center {{ content: "— " counter(page) " —"; font-size: 9pt }}
@top-center {{ content: "法规汇编"; font-size: 9pt }} }}
body {{ font: 12pt/1.7 "Noto Serif CJK SC"; text-align: justify }} h1 {{ font-size: 18pt; text-align: center }}
p {{ margin: 0; {"text-indent: 2em" if indent else "margin-bottom: .6em"} }}</style></head><body><h1>{title}</h1>{body}</body></html>"""


def newspaper_page(lines: Sequence[str]) -> str:
    """Return a newspaper page: the law in four columns of 16 characters, with other stories above and below."""
    title, *rest = map(html.escape, lines)
    body = "\n".join(f"<p>{line}</p>" for line in rest)
    stories = [f"<h2>{head}</h2><p>{words * 3}</p>" for head, words in _STORIES]
    return f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><style>
@page {{ size: 390mm 540mm; margin: 15mm }}
body {{ font: 10pt/1.5 "Noto Serif CJK SC"; text-align: justify; line-break: strict }}
.law {{ columns: 4; column-gap: 8mm; column-fill: balance; border-top: 1px solid; }} h1 {{ font-size: 22pt; text-align: center; column-span: all }}
.head {{ border-bottom: 2px solid; font-size: 11pt }} .stories {{ columns: 3; column-gap: 10mm }} h2 {{ font-size: 13pt; margin: 6pt 0 }}
p {{ margin: 0; text-indent: 2em }}</style></head><body>
<div class="head">甲市日报　2021年3月4日　星期四　第3版　责任编辑：王某</div>
<div class="stories">{stories[0]}</div>
<div class="law"><h1>{title}</h1>{body}</div><div class="stories">{"".join(stories[1:])}</div></body></html>"""


def newspaper_flow(lines: Sequence[str]) -> str:
    """Return a newspaper page of four columns with continuous stories: the law begins and ends within a column."""
    title, *rest = map(html.escape, lines)
    law = f"<h2>{title}</h2>" + "".join(f"<p>{line}</p>" for line in rest)
    first, *others = [f"<h2>{head}</h2>" + f"<p>{words}</p>" * 4 for head, words in _STORIES]
    return f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><style>
@page {{ size: 390mm 540mm; margin: 15mm }}
body {{ font: 9.5pt/1.45 "Noto Sans CJK SC"; text-align: justify; columns: 4; column-gap: 7mm; column-fill: auto }}
h2 {{ font: 14pt "Noto Serif CJK SC"; text-align: center; margin: 8pt 0 }} p {{ margin: 0; text-indent: 2em }}</style></head><body>
{first}{law}{"".join(others)}</body></html>"""


def newspaper_beside(lines: Sequence[str]) -> str:
    """Return a newspaper page with the law in four columns and a column of other stories on its left."""
    title, *rest = map(html.escape, lines)
    law = f"<h1>{title}</h1>" + "".join(f"<p>{line}</p>" for line in rest)
    stories = "".join(f"<h2>{head}</h2>" + f"<p>{words}</p>" * 3 for head, words in _STORIES)
    return f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><style>
@page {{ size: 480mm 600mm; margin: 15mm }} body {{ font: 9.5pt/1.5 "Noto Serif CJK SC"; text-align: justify }}
.side {{ float: left; width: 70mm }} .law {{ margin-left: 80mm; columns: 4; column-gap: 6mm }}
h1 {{ font-size: 24pt; text-align: center; column-span: all }} h2 {{ font-size: 13pt }} p {{ margin: 0; text-indent: 2em }}
</style></head><body><div class="side">{stories}</div><div class="law">{law}</div></body></html>"""


def print_pdf(page: str, folder: Path, browser: str) -> bytes:
    """Print an HTML page to PDF with Chromium."""
    source, target = folder / "page.html", folder / "page.pdf"
    source.write_text(page, encoding="utf-8")
    subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--user-data-dir={folder}/chromium", f"--print-to-pdf={target}", source.as_uri()],
        check=True, capture_output=True, timeout=_PATIENCE,
    )  # fmt: skip
    return target.read_bytes()


def as_scan(pdf: bytes, dots: int, pages: int = 3) -> bytes:
    """Return a PDF with images of the first pages, like a scan."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    pictures = [
        document[number].render(scale=dots / 72).to_pil().convert("L") for number in range(min(pages, len(document)))
    ]
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=dots)
    return out.getvalue()


Renderer = Callable[[Sequence[str], Path, str], bytes]


def _by_libreoffice(target: str, numbered: bool) -> Renderer:
    """Return a renderer that converts one of the Word documents with LibreOffice."""

    def render(lines: Sequence[str], folder: Path, _browser: str) -> bytes:
        return convert(as_docx_numbered(lines, single=False) if numbered else as_docx(lines), "docx", target, folder)

    return render


def _printed(make: Callable[[Sequence[str]], str]) -> Renderer:
    return lambda lines, folder, browser: print_pdf(make(lines), folder, browser)


RENDERERS: dict[str, tuple[str, Renderer]] = {
    "docx": ("docx", lambda lines, folder, browser: as_docx(lines)),
    "docx, one list": ("docx", lambda lines, folder, browser: as_docx_numbered(lines)),
    "docx, lists": ("docx", lambda lines, folder, browser: as_docx_numbered(lines, single=False)),
    "docx, LibreOffice": ("docx", _by_libreoffice("docx:Office Open XML Text", True)),
    "odt": ("odt", _by_libreoffice("odt", False)),
    "odt, lists": ("odt", _by_libreoffice("odt", True)),
    "rtf": ("rtf", _by_libreoffice("rtf", False)),
    "rtf, lists": ("rtf", _by_libreoffice("rtf", True)),
    "epub": ("epub", _by_libreoffice("epub", False)),
    "html, LibreOffice": ("html", _by_libreoffice("html", False)),
    "html, modern": ("html", lambda lines, folder, browser: as_modern_html(lines)),
    "html, old": ("htm", lambda lines, folder, browser: as_old_html(lines)),
    "markdown": ("md", lambda lines, folder, browser: as_markdown(lines)),
    "doc": ("doc", _by_libreoffice("doc", False)),
    "doc, lists": ("doc", _by_libreoffice("doc", True)),
    "pdf": ("pdf", _printed(print_page)),
    "pdf, not indented": ("pdf", _printed(lambda lines: print_page(lines, indent=False))),
    "pdf, LibreOffice": ("pdf", _by_libreoffice("pdf", False)),
    "pdf, newspaper": ("pdf", _printed(newspaper_page)),
    "pdf, newspaper flow": ("pdf", _printed(newspaper_flow)),
    "pdf, newspaper beside": ("pdf", _printed(newspaper_beside)),
    "scan, 200 dpi": (
        "pdf",
        lambda lines, folder, browser: as_scan(print_pdf(print_page(lines), folder, browser), 200),
    ),
}
