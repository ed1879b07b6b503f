"""Corpora of a given size, written to disk for the command line, and typical edits to them.

Real laws come from ``../shared/laws`` beside the checkout, one for each title, in an order drawn with a seed; a larger
corpus contains nearly all of a smaller one.  If they are too few, copies under other titles follow; if there are none,
all laws are synthetic (``site_laws``).
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from benches.site_laws import PROVINCES, make_law
from fatiao.generated import GENERATED, LIST

ROOT = Path(__file__).resolve().parents[1]
LAWS = ROOT.parent / "shared" / "laws"
_LABEL = re.compile(r"(?m)^[ \u3000]*(第[零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?)[ \u3000]")
_MADE_SIZES = (24, 38, 52, 67, 90)
#: Number of articles of the longest real code.
CODE = 1260


@dataclass(frozen=True)
class Text:
    """A law of the corpus: its folder, its text, and the approximate number of its articles."""

    work: str
    text: str
    articles: int


def read_laws(folder: Path = LAWS) -> list[Text]:
    """Return the real laws, one for each title; empty if the folder is absent."""
    found: dict[str, Text] = {}
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        labels = len(set(_LABEL.findall(text)))
        if labels:
            found.setdefault(_title(text), Text(f"law-{path.stem}", text, labels))
    return list(found.values())


def choose(laws: Sequence[Text], size: int, seed: int) -> list[Text]:
    """Return laws with ``size`` articles in all, none longer than a fifth of that; the last one is cut to fit."""
    chosen: list[Text] = []
    left = size
    for law in endless(laws, seed):
        if law.articles > max(size // 5, 40):
            continue
        chosen.append(law if law.articles <= left else _cut(law, left))
        left -= chosen[-1].articles
        if not left:
            break
    return sorted(chosen, key=lambda law: law.work)


def _cut(law: Text, articles: int) -> Text:
    """Return the first ``articles`` articles of a law."""
    starts: dict[str, int] = {}
    for label in _LABEL.finditer(law.text):
        starts.setdefault(label[1], label.start())
    return Text(law.work, law.text[: list(starts.values())[articles]].rstrip() + "\n", articles)


def endless(laws: Sequence[Text], seed: int) -> Iterator[Text]:
    """Yield laws without end, in an order drawn with the seed; after the last, copies under other titles follow.

    Without ``laws``, all are synthetic.
    """
    draw = random.Random(seed)  # noqa: S311
    if not laws:
        for number in count():
            made = make_law(number, draw.choice(_MADE_SIZES), seed)
            yield Text(f"law-m{number:04}", made.text, len(made.labels))
    order = draw.sample(laws, len(laws))
    yield from order
    for again in count(1):
        for law in order:
            yield _rename(law, again)


def _title(text: str) -> str:
    return text.strip().split("\n")[0].strip()


def _rename(law: Text, again: int) -> Text:
    """Return a copy of a law in which its title is replaced throughout."""
    title = _title(law.text)
    area = f"{PROVINCES[again % len(PROVINCES)]}省" + (f"第{again}区" if again >= len(PROVINCES) else "")
    text = law.text.replace(title, area + title.removeprefix("中华人民共和国"))
    return Text(f"{law.work}-{again}", text, law.articles)


def make_code() -> list[Text]:
    """Return a corpus of one synthetic code, with 编 and as many articles as the longest real one."""
    return [Text("law-code", make_law(0, CODE, parts=True).text, CODE)]


def lay_down(texts: Sequence[Text], folder: Path) -> None:
    """Write ``folder/corpus``; every eighth law has a note."""
    shutil.rmtree(folder / "corpus", ignore_errors=True)
    for at, law in enumerate(texts):
        place = folder / "corpus" / law.work
        place.mkdir(parents=True)
        place.joinpath("2020-01-01.txt").write_text(law.text, encoding="utf-8", newline="")
        if at % 8 == 0:
            _write_note(place, "编者为比较构建时间而加。")


def lay_docs(folder: Path) -> Path:
    """Write ``folder/docs``: the hand-written documents of our own site, without generated files."""
    docs = folder / "docs"
    shutil.rmtree(docs, ignore_errors=True)
    shutil.copytree(ROOT / "docs", docs, ignore=shutil.ignore_patterns(*GENERATED, LIST, "dev"))
    return docs


def _write_note(place: Path, text: str) -> None:
    label = _labels(place)[0][1]
    note = f"# 注释\n\n## {label}\n\n:::{{law:note}} 说明\n:ground: 本法{label}\n{text}\n:::\n"
    (place / "notes.md").write_text(note, encoding="utf-8")


def _labels(place: Path) -> list[re.Match[str]]:
    return list(_LABEL.finditer((place / "2020-01-01.txt").read_text(encoding="utf-8")))


def edit_note(folder: Path, turn: int) -> str:
    """Change the text of one note, a different one each turn; return its file."""
    notes = sorted(folder.glob("corpus/*/notes.md"))
    place = notes[turn % len(notes)].parent
    _write_note(place, f"编者第{turn + 1}次改写了本条的说明。")
    return f"{place.name}/notes.md"


def edit_article(folder: Path, turn: int) -> str:
    """Change a sentence in the middle of one law, a different one each turn; return the law and the article."""
    laws = [path for path in sorted(folder.glob("corpus/*")) if not (path / "notes.md").exists()] or [folder / "corpus"]
    place = laws[(2 * turn + 1) * len(laws) // 8 % len(laws)]
    label = _labels(place)[len(_labels(place)) // 2]
    path = place / "2020-01-01.txt"
    text = path.read_text(encoding="utf-8")
    stop = text.index("。", label.end())
    path.write_text(f"{text[:stop]}，并向社会公布{text[stop:]}", encoding="utf-8", newline="")
    return f"{place.name} {label[1]}"
