"""Parse an instruction into its steps: 修改为, 改为, 增加, 删去, …中的“…”修改为“…”."""

from __future__ import annotations

import re
from collections.abc import Callable

from fatiao.amending.decision import MARK, Instruction
from fatiao.amending.places import ARTICLE, NOWHERE, PLACE, PLACES, AmendedPlace, read_places
from fatiao.amending.steps import (
    AddArticles,
    AddItems,
    AddParagraphs,
    Delete,
    Detach,
    Divide,
    Insert,
    Rename,
    Renumber,
    Replace,
    ReplacePreamble,
    Reword,
    Step,
    Unread,
)

_COUNT = "[一二两三四五六七八九十]+"
_LAW = r"(?:《[^》]*》|[^第，。；、⟦⟧《》]{0,12}?法典?|[^第，。；、⟦⟧《》]{0,16}?条例|本(?:法|条例|办法|规定|解释))?"
_LEAD = rf"(?:将|在|把)?{_LAW}(?:原)?"
_AS = r"(?:修改为|改为|修改成|修订为|改成)"
#: Words that may follow a quotation: “…”一词, “…”字样, “…”的规定.
_TAIL = r"(?:一词|字样|几个字|的规定|的内容|等字)?"


class _StepReader:
    """Parser state for one instruction, read from left to right; ``here`` is the place that the last step named.

    ``announced`` holds additions without words of their own (增加一款作为第二款，将该条修改为…): the index of the next
    step, the place that they are part of, and their words in the instruction.
    """

    def __init__(self, instruction: Instruction) -> None:
        self.quotations = instruction.quotations
        self.here = NOWHERE
        self.steps: list[Step] = []
        self.announced: list[tuple[int, AmendedPlace, str]] = []

    def places(self, words: str | None) -> tuple[AmendedPlace, ...]:
        found = tuple(read_places(words, self.here)) if words else (self.here,)
        if found:
            self.here = found[-1]
        return found

    def quotation(self, index: str) -> str:
        return self.quotations[int(index)]

    def finished(self) -> tuple[Step, ...]:
        """Return the steps; an announced addition that no later step gives the words of is ``Unread``."""
        for at, place, words in reversed(self.announced):
            given = {named for step in self.steps[at:] if isinstance(step, Replace) for named in step.places}
            if not given & {place, AmendedPlace(place.article)}:
                self.steps.insert(at, Unread(words))
        return tuple(self.steps)


def read_steps(instruction: Instruction) -> tuple[Step, ...]:
    """Return the steps of an instruction in order; a part without a mechanical form becomes ``Unread``."""
    reader = _StepReader(instruction)
    words = re.sub(r"[ \t　]", "", instruction.words)
    words = re.sub(r"^.*?(?=(?:将|在)?[^，。\n]*第)", "", words) if not instruction.label else words
    words = MARK.sub(lambda match: _end_sentence(match, instruction.quotations), words)
    for clause in re.split(r"[。；;\n]", words):
        _read_clause(clause.strip("，,：:"), reader)
    return reader.finished()


def _end_sentence(match: re.Match[str], quotations: tuple[str, ...]) -> str:
    """Return the mark, followed by 。 if its quotation is a whole sentence: “…。”原第三项改为第四项."""
    following = match.string[match.end() : match.end() + 1]
    whole = quotations[int(match[1])].endswith(("。", "；"))
    return f"{match.group()}。" if whole and following in {"原", "第", "将", "增", "删"} else match.group()


def _read_clause(clause: str, reader: _StepReader) -> None:
    at = 0
    unread = ""
    while at < len(clause):
        for pattern, handle in _RULES:
            match = pattern.match(clause, at)
            if match and match.end() > at and _ENDS.match(clause, match.end()):
                handle(match, reader)
                at = match.end()
                break
        else:
            end = re.compile(r"[，,]").search(clause, at)
            stop = end.end() if end else len(clause)
            unread += clause[at:stop]
            at = stop
    unread = unread.strip("，,：:")
    if _CHANGES.search(unread):
        reader.steps.append(Unread(MARK.sub("“…”", unread)))


#: Must follow a matched form, else only part of it was read.  (Separators themselves may be followed by anything.)
_ENDS = re.compile(r"$|[，,、]|(?<=[，,、])")
#: A clause without any of these amends nothing: 本决定自…起施行, 根据本决定重新公布.
_CHANGES = re.compile(r"修改为|改为|增加|删去|删除|合并|作为第|分为|⟦")


def _replace(match: re.Match[str], reader: _StepReader) -> None:
    places = reader.places(match["places"])
    reader.steps.append(Replace(places, reader.quotation(match["q"])))


def _replace_here(match: re.Match[str], reader: _StepReader) -> None:
    """Handle 该条修改为, or 修改为 after 改为第十一条: replace the provision that the step before named."""
    place = reader.here
    if "该条" in match.group() or "本条" in match.group():
        place = AmendedPlace(place.article)
    reader.steps.append(Replace((place,), reader.quotation(match["q"])))


def _replace_preamble(match: re.Match[str], reader: _StepReader) -> None:
    reader.steps.append(ReplacePreamble(reader.quotation(match["q"])))


def _rename(match: re.Match[str], reader: _StepReader) -> None:
    reader.steps.append(Rename(match["label"], reader.quotation(match["q"])))


def _reword(match: re.Match[str], reader: _StepReader) -> None:
    places = reader.places(match["places"]) if match["places"] else (reader.here,)
    if not places[0].article:
        reader.steps.append(Unread(MARK.sub("“…”", match.group())))
        return
    for old in MARK.findall(match["olds"]):
        reader.steps.append(Reword(places, reader.quotation(old), reader.quotation(match["new"])))


def _reword_everywhere(match: re.Match[str], reader: _StepReader) -> None:
    for old in MARK.findall(match["olds"]):
        reader.steps.append(Reword((), reader.quotation(old), reader.quotation(match["new"])))


def _insert(match: re.Match[str], reader: _StepReader) -> None:
    places = reader.places(match["places"]) if match["places"] else (reader.here,)
    if not places[0].article:
        reader.steps.append(Unread(MARK.sub("“…”", match.group())))
        return
    before = match["side"] == "前"
    reader.steps.append(Insert(places, reader.quotation(match["beside"]), reader.quotation(match["q"]), before))


def _delete(match: re.Match[str], reader: _StepReader) -> None:
    places = reader.places(match["places"]) if match["places"] else (reader.here,)
    words = tuple(reader.quotation(q) for q in MARK.findall(match["words"] or ""))
    reader.steps.append(Delete(places, words))


def _delete_either(match: re.Match[str], reader: _StepReader) -> None:
    if match["places"]:
        _delete(match, reader)
    else:
        reader.steps.append(Delete(reader.places(match["places2"])))


def _add_articles(match: re.Match[str], reader: _StepReader) -> None:
    numbers = [place.article for place in read_places(match["numbers"]) if place.article]
    reader.here = NOWHERE
    reader.steps.append(AddArticles(tuple(numbers), reader.quotation(match["q"])))


def _add_paragraphs(match: re.Match[str], reader: _StepReader) -> None:
    if match["places"]:
        reader.places(match["places"])
    numbers = tuple(p.paragraph for p in read_places(match["numbers"] or "") if p.paragraph)
    article = reader.here.article
    if article is None:
        reader.steps.append(Unread(MARK.sub("“…”", match.group())))
    elif match["q"] is None:
        reader.announced.append((len(reader.steps), AmendedPlace(article), match.group()))
    else:
        reader.steps.append(AddParagraphs(article, numbers, reader.quotation(match["q"])))


def _add_items(match: re.Match[str], reader: _StepReader) -> None:
    if match["places"]:
        reader.places(match["places"])
    numbers = tuple(p.item for p in read_places(match["numbers"] or "") if p.item)
    place = AmendedPlace(reader.here.article, reader.here.paragraph)
    if match["q"] is None:
        reader.announced.append((len(reader.steps), place, match.group()))
    else:
        reader.steps.append(AddItems(place, numbers, reader.quotation(match["q"])))


def _renumber(match: re.Match[str], reader: _StepReader) -> None:
    context = reader.here
    places = reader.places(match["places"])
    to = tuple(read_places(match["to"], places[0] if places else context))
    number = to[0].article
    if number and to[0].paragraph is None and all(place.paragraph is not None for place in places):
        words = reader.quotation(match["q"]) if match["q"] is not None else None
        reader.steps.append(Detach(places, number, words))
        reader.here = NOWHERE
        return
    reader.steps.append(Renumber(places, to))
    if match["q"] is not None:
        reader.steps.append(Replace(places, reader.quotation(match["q"])))


def _divide(match: re.Match[str], reader: _StepReader) -> None:
    places = reader.places(match["places"])
    numbers = tuple(place.article for place in read_places(match["to"]) if place.article)
    reader.steps.append(Divide(places, numbers, reader.quotation(match["q"])))


_BECOMES = rf"[，,]?(?:并)?(?:将该条|该条|将其|将本条)?{_AS}[：:]?⟦(?P<q>\d+)⟧"
_OPTIONAL_BECOMES = rf"(?:[，,](?:并)?(?:将其)?{_AS}[：:]?⟦(?P<q>\d+)⟧)?"
_OLDS = rf"⟦\d+⟧{_TAIL}(?:(?:、|和|及|以及)⟦\d+⟧{_TAIL})*"
#: The forms and their handlers, the most specific first.
_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], _StepReader], None]], ...] = (
    (re.compile(r"[，,、]+"), lambda match, reader: None),
    (re.compile(rf"(?:将)?{_LAW}(?:引言|序言)(?:部分)?{_AS}[：:]?⟦(?P<q>\d+)⟧"), _replace_preamble),
    (
        re.compile(
            rf"(?:将)?{_LAW}(?P<label>第[〇零一二三四五六七八九十百]+[编章节])(?:的)?(?:[编章节]名称?|名称|标题)(?:⟦\d+⟧)?"
            rf"{_AS}[：:]?⟦(?P<q>\d+)⟧"
        ),
        _rename,
    ),
    (
        re.compile(
            rf"{_LEAD}(?P<places>{PLACES})(?:改为|分为|分成|合并为|合并，?作为|改为{_COUNT}条，?作为|分为{_COUNT}条，?作为)"
            rf"(?:{_COUNT}条[，,]?(?:作为)?)?(?P<to>{ARTICLE}(?:(?:、|和|及|以及){ARTICLE})+|(?<=合并为){ARTICLE}|(?<=作为){ARTICLE})"
            rf"[，,]?(?:{_AS})?[：:]?⟦(?P<q>\d+)⟧"
        ),
        _divide,
    ),
    (
        re.compile(
            rf"(?:将)?(?:原)?{_LAW}(?P<places>{PLACES})(?:相应)?(?:地)?(?:改为|作为|改作|调整为)(?P<to>{PLACES}){_OPTIONAL_BECOMES}"
        ),
        _renumber,
    ),
    (re.compile(rf"{_LEAD}(?P<places>{PLACES}){_AS}[：:]?⟦(?P<q>\d+)⟧"), _replace),
    (
        re.compile(
            rf"(?:{_LEAD}(?P<places>{PLACES})(?:规定中|规定的|中|里)?(?:的)?|将|其中的?|把)?(?P<olds>{_OLDS})"
            rf"(?:均|统一|分别|都)?{_AS}[：:]?⟦(?P<new>\d+)⟧{_TAIL}"
        ),
        _reword,
    ),
    (
        re.compile(
            rf"(?:将)?(?:本法|本条例|本办法|本规定|全文|文中|法中|条例中|办法中|各条|有关条(?:款|文)|其他条(?:款|文)|相关条(?:款|文))(?:中|里)?(?:的)?(?P<olds>{_OLDS})(?:均|统一|都)?{_AS}⟦(?P<new>\d+)⟧"
        ),
        _reword_everywhere,
    ),
    (
        re.compile(
            rf"(?:{_LEAD}(?P<places>{PLACES})(?:中的|中|规定的|的)?|在|其中)?(?:在)?⟦(?P<beside>\d+)⟧{_TAIL}(?:之)?(?P<side>后|前)(?:面)?"
            rf"(?:增加|加上|增写|插入|加)⟦(?P<q>\d+)⟧{_TAIL}"
        ),
        _insert,
    ),
    (
        re.compile(
            rf"(?:将)?(?:删去|删除|废止)(?:原)?{_LAW}(?P<places>{PLACES})(?:中的|中|的|规定的)?(?P<words>{_OLDS})?"
            rf"|{_LEAD}(?P<places2>{PLACES})(?:予以)?(?:删去|删除)"
        ),
        _delete_either,
    ),
    (re.compile(rf"(?:并)?(?:删去|删除)(?:其中|该条|该款)?(?:中)?(?:的)?(?P<places>)(?P<words>{_OLDS})"), _delete),
    (
        re.compile(
            rf"(?:(?:在)?{_LAW}(?:第[^，。]{{1,12}}[章节]中?)?(?P<after>{PLACES})?(?:之)?(?:后|前)?)?(?:面)?[，,]?增加(?:规定)?{_COUNT}(?:个)?条(?:规定)?[，,]?(?:分别)?(?:作为|列为|即)"
            rf"(?P<numbers>{ARTICLE}(?:(?:、|和|至|及|以及){ARTICLE})*)[，,]?(?:规定|内容为|内容是)?[：:]?⟦(?P<q>\d+)⟧"
        ),
        _add_articles,
    ),
    (
        re.compile(
            rf"(?:(?:在)?{_LAW}(?P<places>{PLACE})(?:中|后|之后)?)?[，,]?增加{_COUNT}(?:个)?款(?:规定)?(?:[，,]?(?:分别)?(?:作为|列为)"
            rf"(?P<numbers>第[^，。；：⟦]*款))?[：:]?(?:⟦(?P<q>\d+)⟧)?"
        ),
        _add_paragraphs,
    ),
    (
        re.compile(
            rf"(?:(?:在)?{_LAW}(?P<places>{PLACE})(?:中|后|之后)?)?[，,]?增加{_COUNT}(?:个)?项(?:规定)?(?:[，,]?(?:分别)?(?:作为|列为)"
            rf"(?P<numbers>第[^，。；：⟦]*项))?[：:]?(?:⟦(?P<q>\d+)⟧)?"
        ),
        _add_items,
    ),
    (re.compile(_BECOMES), _replace_here),
)
