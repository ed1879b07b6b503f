"""Score the reader and the finders on labelled laws.

A labelled law is a text file whose lines begin with their kind (``A`` article, ``P`` further paragraph, ``I`` item …;
the head of ``tests/gold/parks.txt`` lists them).  A reference is labelled ``[words|targets]``, a defined term
``{term|kind|scope}``.  A target is ``8.2`` (article, paragraph), ``9..1`` (article, item without a printed 款),
``chp3.sec2`` or ``att1``, preceded by the title and a colon if it is in another law; ``~`` gives the end of a range on
the last level, and ``;`` separates targets.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fatiao.diagnostics import Report
from fatiao.exports.law_json import law_to_json
from fatiao.model.law import Source
from fatiao.pipeline import parse_source

_MARKED = re.compile(r"\[([^|\]]+)\|([^\]]+)\]|\{([^|}]+)\|(\w+)\|(\w+)\}")
_LEVELS = {"chp": "chapter", "sec": "section", "att": "annex"}
_ARTICLE_LEVELS = ("article", "paragraph", "item", "subitem")
#: Width of a newspaper column, in characters.
_COLUMN = 24

Row = tuple[str, ...]


@dataclass(frozen=True)
class Labelled:
    """A labelled law: its text as a curator would receive it, and the expected results."""

    name: str
    text: str
    structure: Counter[Row]
    references: Counter[Row]
    definitions: Counter[Row]


@dataclass
class Score:
    """Counts of expected, found and correct rows, and the rows that differ."""

    right: int = 0
    found: int = 0
    expected: int = 0
    missed: list[Row] = field(default_factory=list)
    spurious: list[Row] = field(default_factory=list)

    def add(self, expected: Counter[Row], found: Counter[Row]) -> None:
        """Compare two multisets of rows and add the result."""
        self.right += (expected & found).total()
        self.found += found.total()
        self.expected += expected.total()
        self.missed += (expected - found).elements()
        self.spurious += (found - expected).elements()

    @property
    def precision(self) -> float:
        """Return the share of found rows that are correct."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Return the share of expected rows that were found."""
        return self.right / self.expected if self.expected else 1.0


def read_labelled(path: Path) -> Labelled:
    """Read a labelled law; raise ValueError for a line of unknown kind."""
    lines: list[str] = []
    structure, references, definitions = Counter[Row](), Counter[Row](), Counter[Row]()
    article = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        kind, _, words = line.partition(" ")
        plain = _MARKED.sub(lambda m: m[1] or m[3], words)
        if kind not in set("THCNAPISKXFGB"):
            raise ValueError(f"{path}: no kind of line: {line}")
        if kind == "A":
            article = plain.split("　")[0]
        if kind in "CNF":
            article = ""
        lines.append(plain)
        if kind not in "BHXG":
            structure[_structure_row(kind, article, plain)] += 1
        for match in _MARKED.finditer(words):
            if match[1]:
                for target in match[2].split(";"):
                    if _is_provision(target):
                        references[(article, match[1], target)] += 1
            else:
                definitions[(article, match[3], match[4], match[5])] += 1
    return Labelled(path.stem, "\n".join(lines) + "\n", structure, references, definitions)


def _is_provision(target: str) -> bool:
    """Return True for a provision, False for a whole law, which the law JSON does not list."""
    return not target.startswith("《") or ":" in target


def _structure_row(kind: str, article: str, plain: str) -> Row:
    if kind == "T":
        return ("title", plain)
    if kind in "CN":
        return ("division", plain.replace("　", " "))
    if kind == "F":
        return ("annex", re.split(r"[：　]", plain)[0])
    words = plain.split("　", 1)[1] if kind == "A" else plain
    return ({"A": "paragraph", "P": "paragraph", "I": "item", "S": "subitem", "K": "closing"}[kind], article, words)


def typed_in_columns(law: Labelled) -> str:
    """Return the text as in a newspaper: lines of a column's width, with a page number every thirty lines."""
    out: list[str] = []
    for line in law.text.splitlines():
        indented = f"　　{line}" if line else line
        out += [indented[i : i + _COLUMN] for i in range(0, len(indented), _COLUMN)] or [""]
    paged = [x for i, line in enumerate(out, 1) for x in ((line, f"— {i // 30} —") if i % 30 == 0 else (line,))]
    return "\n".join(paged) + "\n"


def read_as_json(text: str) -> dict[str, Any]:
    """Read a raw text and return its law JSON."""
    report = Report()
    law, layers = parse_source(Source("labelled.txt", text), report)
    value: dict[str, Any] = json.loads(json.dumps(law_to_json(law, layers, report)))
    return value


def structure_rows(law: dict[str, Any]) -> Counter[Row]:
    """Return the structure of a law JSON as rows like those of a labelled law."""
    rows = Counter[Row]({("title", law["title"] or ""): 1})
    for division in law["divisions"]:
        rows[("division", f"{division['label']} {division['heading']}".strip())] += 1
    for annex in law.get("annexes", ()):
        rows[("annex", annex["label"])] += 1
    for article in law["articles"]:
        for paragraph in article["paragraphs"]:
            rows[("paragraph", article["label"], paragraph["text"])] += 1
            for item in paragraph["items"]:
                rows[("item", article["label"], item["text"])] += 1
                for subitem in item["subitems"]:
                    rows[("subitem", article["label"], subitem["text"])] += 1
            if paragraph.get("closing"):
                rows[("closing", article["label"], paragraph["closing"])] += 1
    return rows


def reference_rows(law: dict[str, Any]) -> Counter[Row]:
    """Return the references of a law JSON to provisions, a row for each target."""
    return Counter(
        (article["label"], reference["text"], target)
        for article in law["articles"]
        for reference in article["references"]
        for target in map(_target, reference["targets"])
        if _is_provision(target)
    )


def definition_rows(law: dict[str, Any]) -> Counter[Row]:
    """Return the definitions of a law JSON."""
    return Counter(
        (article["label"], definition["term"], definition["kind"], definition["scope"])
        for article in law["articles"]
        for definition in article["definitions"]
    )


def _target(target: dict[str, Any]) -> str:
    named = [f"{short}{target[level]}" for short, level in _LEVELS.items() if target.get(level)]
    levels = [str(target.get(level) or "") for level in _ARTICLE_LEVELS]
    place = ".".join(named) or ".".join(levels).rstrip(".")
    last = next((target[f"{level}_to"] for level in _ARTICLE_LEVELS if target.get(f"{level}_to")), None)
    place += f"~{last}" if last else ""
    law = target["law"]
    if law == "self":
        return place
    title = f"《{str(law).removeprefix('中华人民共和国')}》"
    return f"{title}:{place}" if place else title


def score(laws: Iterable[Labelled]) -> dict[str, Score]:
    """Score structure (clean and in columns), references and definitions over all laws."""
    scores = {name: Score() for name in ("structure", "in columns", "references", "definitions")}
    for law in laws:
        clean = read_as_json(law.text)
        scores["structure"].add(law.structure, structure_rows(clean))
        scores["in columns"].add(law.structure, structure_rows(read_as_json(typed_in_columns(law))))
        scores["references"].add(law.references, reference_rows(clean))
        scores["definitions"].add(law.definitions, definition_rows(clean))
    return scores
