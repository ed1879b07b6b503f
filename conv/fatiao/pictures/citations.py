"""The picture of citations between laws: the citing laws, which are held, on the left, the cited laws on the right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from fatiao import ids
from fatiao.language.interface import Interface, say
from fatiao.language.titles import short_title
from fatiao.markup import element, escape
from fatiao.model.law import Article, Span
from fatiao.pictures.frame import Cell, Picture, cut, href_from, language_of, link
from fatiao.site.model import Address, Entry, MarkKind, Site

_SHOWN = 24  # laws on either side
_CURVES = 72  # more curves could not be told apart
_NUMBERED = 24  # with more curves, their numbers would overlap
_ROW = 48
_LINE = 9  # characters of a label that fit into two fifths of a phone's width


@dataclass(frozen=True, slots=True)
class Edge:
    """The number of linked references from one law to another, given by object name, and the address of the first."""

    source: str
    target: str
    count: int
    first: Address


@dataclass(frozen=True, slots=True)
class _Node:
    key: str
    title: str
    label: str
    at: Address
    held: bool


def count_citations(site: Site) -> tuple[Edge, ...]:
    """Return an edge for every pair of a current law and a law that it cites, the law itself included."""
    edges: dict[tuple[str, str], Edge] = {}
    for entry in site.current:
        for number, marks in entry.marks.items():
            for mark in marks:
                article = entry.law.find_article(number)
                if mark.kind is not MarkKind.REFERENCE or article is None:
                    continue
                target = mark.target if mark.target.startswith("cited:") else mark.target.partition(":")[0]
                first = _place(entry, article, mark.span)
                edge = edges.get((entry.key, target), Edge(entry.key, target, 0, first))
                edges[entry.key, target] = Edge(edge.source, edge.target, edge.count + 1, edge.first)
    return tuple(edges.values())


def _place(entry: Entry, article: Article, span: Span) -> Address:
    return entry.article_address(article, ids.segment_fragment(article.segment_at(span.start)))


def draw_citations(site: Site, page: str, interface: Interface) -> Picture:
    """Return two columns of laws and a curve for every citing pair; of many laws, the most citing and most cited.

    ``page`` is the docname of the page that shows the picture.
    """
    nodes = _nodes(site)
    edges = [e for e in count_citations(site) if e.source in nodes and e.target in nodes]
    across = [e for e in edges if e.source != e.target]
    sources = _most(Counter(), ((e.source, e.count) for e in across))
    targets = _most(Counter(), ((e.target, e.count) for e in across if e.source in sources))
    drawn = [e for e in across if e.source in sources and e.target in targets]
    drawn = sorted(drawn, key=lambda e: -e.count)[:_CURVES]
    left, right = _arrange(list(dict.fromkeys(e.source for e in drawn)), drawn)
    height = max(len(left), len(right), 1) * _ROW
    at = _heights(left, height), _heights(right, height)
    own = {e.source: e.count for e in edges if e.source == e.target}
    shapes = [
        _edges(drawn, at, nodes, page, height, interface),
        *(_side(nodes[key], at[0][key], True, page, own.get(key, 0), interface) for key in left),
        *(_side(nodes[key], at[1][key], False, page, own.get(key, 0), interface) for key in right),
        *(_counts(drawn, at) if len(drawn) <= _NUMBERED else ()),
    ]
    about = say(
        "左边的法规引用右边的法律文件，线越粗引用越多；空心圆点表示本站未收录其文本。只计条文中可以确定所指的引用。"
    )
    if len(drawn) < len(across):
        rest = say("只画引用最多的{count}对，共{all}对。", count=len(drawn), all=len(across))
        about = say("{about}{more}", about=about, more=rest)
    rows = [_table_row(e, nodes, page) for e in [*drawn, *(e for e in edges if e.source == e.target)]]
    headers = (say("引用方"), say("被引用方"), say("处数"))
    return Picture("citations", say("法规之间的引用"), about, height, shapes, headers, rows)


def _nodes(site: Site) -> dict[str, _Node]:
    nodes = {}
    for law in site.citings:
        key = law.object_name
        if key in site.objects:
            label = law.short_titles[0] if law.short_titles else short_title(law.title)
            nodes[key] = _Node(key, law.title, label, site.objects[key].at, False)
    for entry in site.current:
        nodes[entry.key] = _Node(entry.key, entry.title, entry.short_title, entry.address(), True)
    return nodes


def _most(counts: Counter[str], given: Iterable[tuple[str, int]]) -> frozenset[str]:
    for key, count in given:
        counts[key] += count
    return frozenset(sorted(counts, key=lambda key: (-counts[key], key))[:_SHOWN])


def _arrange(left: Sequence[str], edges: Sequence[Edge]) -> tuple[list[str], list[str]]:
    """Return both columns ordered so that connected laws are close: two sweeps of the barycentre heuristic."""
    first = list(left)
    right = _by_centre({e.target for e in edges}, [(e.target, e.source) for e in edges], first)
    first = _by_centre(set(first), [(e.source, e.target) for e in edges], right)
    return first, _by_centre(set(right), [(e.target, e.source) for e in edges], first)


def _by_centre(keys: Iterable[str], pairs: Sequence[tuple[str, str]], other: Sequence[str]) -> list[str]:
    index = {key: at for at, key in enumerate(other)}
    places: dict[str, list[int]] = {}
    for key, neighbour in pairs:
        places.setdefault(key, []).append(index[neighbour])
    return sorted(keys, key=lambda key: (Fraction(sum(places[key]), len(places[key])), key))


def _heights(keys: Sequence[str], height: int) -> dict[str, int]:
    return {key: (2 * at + 1) * height // (2 * len(keys)) for at, key in enumerate(keys)}


_Places = tuple[Mapping[str, int], Mapping[str, int]]


def _edges(
    edges: Sequence[Edge], at: _Places, nodes: Mapping[str, _Node], page: str, height: int, interface: Interface
) -> str:
    """Return the curves, in an ``<svg>`` that stretches with the page while the line width stays the same."""
    lines = []
    for edge in edges:
        y1, y2 = at[0][edge.source], at[1][edge.target]
        curve = {"d": f"M0 {y1}C50 {y1} 50 {y2} 100 {y2}", "vector-effect": "non-scaling-stroke"}
        width = f"edge edge-{min(4, edge.count.bit_length())}"
        lines.append(
            link(
                _edge_href(edge, nodes[edge.target], page),
                interface.say(
                    "{source}引用{target}{count}处",
                    source=ids.book_title(nodes[edge.source].title),
                    target=ids.book_title(nodes[edge.target].title),
                    count=edge.count,
                ),
                element("path", {**curve, "class": "reach"}),
                element("path", {**curve, "class": width}),
            )
        )
    box = {"x": "41%", "width": "18%", "height": height, "viewBox": f"0 0 100 {height}", "preserveAspectRatio": "none"}
    return element("svg", box, *lines)


def _edge_href(edge: Edge, target: _Node, page: str) -> str:
    """Return the URL of the first citing provision, or of the list of all if several cite a law that is not held."""
    return href_from(page, edge.first if edge.count == 1 or target.held else target.at)


def _counts(edges: Sequence[Edge], at: _Places) -> Iterator[str]:
    for edge in edges:
        if edge.count > 1:
            y = (at[0][edge.source] + at[1][edge.target]) // 2
            yield element(
                "text", {"class": "count", "x": "50%", "y": y + 4, "text-anchor": "middle"}, escape(edge.count)
            )


def _side(node: _Node, y: int, is_left: bool, page: str, own: int, interface: Interface) -> str:
    inside = interface.say("，本法内互引{count}处", count=own) if own else ""
    column, anchor, shift = ("41%", "end", -10) if is_left else ("59%", "start", 10)
    lines = _label_lines(node.label)
    top = y + 5 - 9 * (len(lines) - 1)
    place = {"x": column, "dx": shift, "text-anchor": anchor, **language_of(node.label, interface)}
    spans = [element("text", {**place, "y": top + 18 * at}, escape(line)) for at, line in enumerate(lines)]
    dot = element("circle", {"class": "held" if node.held else "cited", "cx": column, "cy": y, "r": 4})
    return link(href_from(page, node.at), f"{ids.book_title(node.title)}{inside}", *spans, dot)


def _label_lines(label: str) -> tuple[str, ...]:
    """Return the label as one line, or as two lines of similar length."""
    label = cut(" ".join(label.split()) or "—", 2 * _LINE)
    half = len(label) if len(label) <= _LINE else (len(label) + 1) // 2
    return tuple(part for part in (label[:half], label[half:]) if part)


def _table_row(edge: Edge, nodes: Mapping[str, _Node], page: str) -> tuple[Cell, ...]:
    source, target = nodes[edge.source], nodes[edge.target]
    return (
        Cell(source.title, href_from(page, source.at)),
        Cell(say("本法")) if source is target else Cell(target.title, href_from(page, target.at)),
        Cell(str(edge.count), _edge_href(edge, target, page)),
    )
