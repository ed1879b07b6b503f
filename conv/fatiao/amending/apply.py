"""Apply the steps of a decision to a working copy; a step that does not fit the text raises NotApplicableError."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from fatiao.amending.places import AmendedPlace
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
from fatiao.amending.wording import WorkLine, count_words, delete_words, fresh_line, insert_words, reword
from fatiao.amending.working import (
    WorkArticle,
    WorkItem,
    WorkParagraph,
    label_item,
    read_provisions,
    split_articles,
    strip_item_label,
)
from fatiao.model.law import Number


class NotApplicableError(Exception):
    """Error raised when a step does not fit the text; the message says why."""


@dataclass
class WorkingCopy:
    """The text being amended, and the label of the instruction being applied.

    ``headings`` maps the label of a division (第四章) to its heading.
    """

    articles: list[WorkArticle]
    instruction: str = ""
    preamble: str | None = None
    headings: dict[str, str] = field(default_factory=dict)

    def article(self, number: Number | None) -> WorkArticle:
        """Return the article with this number before the amendment, else the one that the decision gave it to."""
        if number is None:
            raise NotApplicableError("the instruction names no article")
        for article in self.articles:
            if article.number == number:
                return article
        for article in self.articles:
            if article.becomes == number:
                return article
        raise NotApplicableError(f"the text has no article {number}")

    def take_number(self, number: Number) -> None:
        """Raise if the decision has already given this number, or if it has a 之一 and the text already has it."""
        for article in self.articles:
            if article.becomes == number or (number.insert and article.number == number):
                raise NotApplicableError(f"the text already has an article {number}")

    def touch(self, article: WorkArticle) -> None:
        """Record that the current instruction changed ``article``."""
        if self.instruction not in article.changed_by:
            article.changed_by.append(self.instruction)


def apply_step(step: Step, work: WorkingCopy) -> None:
    """Apply one step; if it raises NotApplicableError, articles may be changed and the caller must restore them."""
    _APPLY[type(step)](step, work)


def _replace(step: Replace, work: WorkingCopy) -> None:
    articles = {place.article for place in step.places}
    if len(articles) != 1:
        raise NotApplicableError("one quotation cannot replace several articles")
    article = work.article(step.places[0].article)
    if step.places[0].item is not None:
        _replace_items(step, article)
    elif step.places[0].paragraph is not None:
        _replace_paragraphs(step, article)
    else:
        _replace_article(step.words, article)
    work.touch(article)


def _replace_article(words: str, article: WorkArticle) -> None:
    article.paragraphs = _read_of(words, article.becomes or article.number)


def _replace_paragraphs(step: Replace, article: WorkArticle) -> None:
    old = [_paragraph(article, place.paragraph) for place in step.places]
    new = _read_of(step.words, article.becomes or article.number)
    places = [article.paragraphs.index(paragraph) for paragraph in old]
    if places != list(range(places[0], places[0] + len(places))):
        raise NotApplicableError("the paragraphs are not adjacent")
    for before, after in zip(old, new, strict=False):
        after.number = before.number
    article.paragraphs[places[0] : places[-1] + 1] = new


def _replace_items(step: Replace, article: WorkArticle) -> None:
    found = [_item(article, place) for place in step.places]
    lines = _item_lines(step.words)
    if len(found) != len(lines):
        raise NotApplicableError(f"{len(found)} items are named and {len(lines)} are quoted")
    for (paragraph, item), (words, below) in zip(found, lines, strict=True):
        at = paragraph.items.index(item)
        number = item.number or at + 1
        paragraph.items[at] = WorkItem(item.number, label_item(number, words), below)


def _reword(step: Reword, work: WorkingCopy) -> None:
    if not step.places:
        if not _each_line(work.articles, lambda line: reword(line, step.old, step.new), work):
            raise NotApplicableError(f"“{step.old}” does not occur in the text")
        return
    _in_places(step.places, work, lambda line: reword(line, step.old, step.new), step.old)


def _insert(step: Insert, work: WorkingCopy) -> None:
    for place in step.places:
        if sum(count_words(get(), step.beside) for get, _, _ in _lines_at(place, work)) > 1:
            raise NotApplicableError(f"“{step.beside}” occurs more than once in {place}")
    _in_places(step.places, work, lambda line: insert_words(line, step.beside, step.words, step.before), step.beside)


def _delete(step: Delete, work: WorkingCopy) -> None:
    for words in step.words:
        _in_places(step.places, work, lambda line, words=words: delete_words(line, words), words)  # type: ignore[misc]
    if step.words:
        return
    targets = [(place, work.article(place.article)) for place in step.places]
    for place, article in targets:  # resolve every place before removing any
        if place.item is not None:
            _item(article, place)
        elif place.paragraph is not None:
            _paragraph(article, place.paragraph)
    for place, article in targets:
        if place.item is not None:
            paragraph, item = _item(article, place)
            paragraph.items.remove(item)
            _relabel(paragraph)
        elif place.paragraph is not None:
            article.paragraphs.remove(_paragraph(article, place.paragraph))
        else:
            work.articles.remove(article)
        work.touch(article)


def _add_articles(step: AddArticles, work: WorkingCopy) -> None:
    added = []
    for number, paragraphs in _read_articles(step.words, step.numbers):
        work.take_number(number)
        added.append(WorkArticle(None, paragraphs, becomes=number, changed_by=[work.instruction]))
    work.articles += added


def _add_paragraphs(step: AddParagraphs, work: WorkingCopy) -> None:
    article = work.article(step.article)
    new = _read_of(step.words, article.becomes or article.number)
    if step.numbers and len(step.numbers) != len(new):
        raise NotApplicableError(f"{len(step.numbers)} paragraphs are named and {len(new)} are quoted")
    numbers = step.numbers or range(len(article.paragraphs) + 1, len(article.paragraphs) + 1 + len(new))
    if max(numbers) > len(article.paragraphs) + len(new):
        raise NotApplicableError(f"the article has too few paragraphs for a paragraph {max(numbers)}")
    for number, paragraph in zip(numbers, new, strict=True):
        article.paragraphs.insert(number - 1, paragraph)
    work.touch(article)


def _add_items(step: AddItems, work: WorkingCopy) -> None:
    article = work.article(step.place.article)
    paragraph = _list_of(article, step.place.paragraph)
    lines = _item_lines(step.words)
    if step.numbers and len(step.numbers) != len(lines):
        raise NotApplicableError(f"{len(step.numbers)} items are named and {len(lines)} are quoted")
    numbers = step.numbers or tuple(range(len(paragraph.items) + 1, len(paragraph.items) + 1 + len(lines)))
    if max(numbers) > len(paragraph.items) + len(lines):
        raise NotApplicableError(f"the list has too few items for an item {max(numbers)}")
    for number, (words, below) in zip(numbers, lines, strict=True):
        paragraph.items.insert(number - 1, WorkItem(None, label_item(number, words), below))
    _relabel(paragraph)
    work.touch(article)


def _renumber(step: Renumber, work: WorkingCopy) -> None:
    if len(step.places) != len(step.to):
        raise NotApplicableError("the instruction does not name as many new numbers as old ones")
    articles = [work.article(place.article) for place in step.places]
    for place, to, article in zip(step.places, step.to, articles, strict=True):
        if place.paragraph is None and place.item is None:
            if to.article is None:
                raise NotApplicableError("the instruction names no new number")
            work.take_number(to.article)
            article.becomes = to.article
        work.touch(article)  # 原第二款作为第三款 only states the effect of inserting a 款


def _divide(step: Divide, work: WorkingCopy) -> None:
    old = [work.article(place.article) for place in step.places]
    for number in step.numbers:
        work.take_number(number)
    new = [
        WorkArticle(None, paragraphs, old[0].division, number, [work.instruction])
        for number, paragraphs in _read_articles(step.words, step.numbers)
    ]
    new[0].number = old[0].number
    at = work.articles.index(old[0])
    work.articles[at : at + 1] = new
    for article in old[1:]:
        work.articles.remove(article)


def _detach(step: Detach, work: WorkingCopy) -> None:
    work.take_number(step.number)
    article = work.article(step.places[0].article)
    if any(place.article != step.places[0].article or place.item is not None for place in step.places):
        raise NotApplicableError("the paragraphs are not of one article")
    moved = [_paragraph(article, place.paragraph) for place in step.places]
    paragraphs = moved if step.words is None else _read_of(step.words, step.number)
    for paragraph in moved:
        article.paragraphs.remove(paragraph)
    work.articles.append(WorkArticle(None, paragraphs, None, step.number, [work.instruction]))
    work.touch(article)


def _replace_preamble(step: ReplacePreamble, work: WorkingCopy) -> None:
    if work.preamble is None:
        raise NotApplicableError("the text has no preamble")
    work.preamble = step.words


def _rename(step: Rename, work: WorkingCopy) -> None:
    if step.label not in work.headings:
        raise NotApplicableError(f"the text has no heading {step.label}, or more than one")
    work.headings[step.label] = step.words.removeprefix(step.label).strip(" 　")


def _unread(step: Unread, work: WorkingCopy) -> None:
    raise NotApplicableError(f"fatiao cannot apply this form of instruction: {step.words}")


_APPLY: dict[type, Callable[..., None]] = {
    Replace: _replace,
    Reword: _reword,
    Insert: _insert,
    Delete: _delete,
    AddArticles: _add_articles,
    AddParagraphs: _add_paragraphs,
    AddItems: _add_items,
    Renumber: _renumber,
    Divide: _divide,
    Detach: _detach,
    ReplacePreamble: _replace_preamble,
    Rename: _rename,
    Unread: _unread,
}


def _read_articles(words: str, numbers: tuple[Number, ...]) -> list[tuple[Number, list[WorkParagraph]]]:
    """Return the quoted articles by the numbers that the instruction gives them; a printed label must agree."""
    parts = split_articles(words)
    if len(parts) != len(numbers):
        raise NotApplicableError(f"{len(numbers)} articles are named and {len(parts)} are quoted")
    for number, (label, _) in zip(numbers, parts, strict=True):
        if label is not None and label != number:
            raise NotApplicableError(f"article {number} is named and article {label} is quoted")
    return [(number, _read(text)) for number, (_, text) in zip(numbers, parts, strict=True)]


def _read_of(words: str, number: Number | None) -> list[WorkParagraph]:
    """Return quoted words as 款 of one article; a printed label must be that of article ``number``."""
    parts = split_articles(words)
    if len(parts) != 1:
        raise NotApplicableError("the quotation holds several articles")
    label, text = parts[0]
    if label is not None and label != number:
        raise NotApplicableError(f"article {number} is named and article {label} is quoted")
    return _read(text)


def _read(words: str) -> list[WorkParagraph]:
    paragraphs = read_provisions(words)
    if not paragraphs:
        raise NotApplicableError("the quotation cannot be read as one provision")
    return paragraphs


def _paragraph(article: WorkArticle, number: int | None) -> WorkParagraph:
    found = [p for p in article.paragraphs if p.number == number and number is not None]
    if len(found) != 1:
        raise NotApplicableError(f"article {article.number} has no paragraph {number}")
    return found[0]


def _list_of(article: WorkArticle, number: int | None) -> WorkParagraph:
    """Return the 款 with this number, or without a number the only 款 that has a list."""
    if number is not None:
        return _paragraph(article, number)
    lists = [paragraph for paragraph in article.paragraphs if paragraph.items]
    if len(lists) != 1:
        raise NotApplicableError(f"article {article.number} has {len(lists)} lists")
    return lists[0]


def _item(article: WorkArticle, place: AmendedPlace) -> tuple[WorkParagraph, WorkItem]:
    paragraph = _list_of(article, place.paragraph)
    found = [item for item in paragraph.items if item.number == place.item]
    if len(found) != 1:
        raise NotApplicableError(f"article {article.number} has no item {place.item}")
    return paragraph, found[0]


def _item_lines(words: str) -> list[tuple[WorkLine, list[WorkLine]]]:
    """Return the quoted items, each with the lines of its 目."""
    found: list[tuple[WorkLine, list[WorkLine]]] = []
    for line in words.split("\n"):
        if not found or strip_item_label(line.removeprefix("“")) != line.removeprefix("“"):
            found.append((fresh_line(line.removeprefix("“")), []))
        else:
            found[-1][1].append(fresh_line(line))
    return found


def _relabel(paragraph: WorkParagraph) -> None:
    for at, item in enumerate(paragraph.items):
        item.text = label_item(at + 1, item.text)


def _in_places(
    places: tuple[AmendedPlace, ...], work: WorkingCopy, change: Callable[[WorkLine], WorkLine | None], words: str
) -> None:
    """Apply ``change`` in every place; raise before any line is changed if a place does not contain ``words``."""
    targets = [list(_lines_at(place, work)) for place in places]
    changed = [[change(get()) for get, _, _ in lines] for lines in targets]
    for place, results in zip(places, changed, strict=True):
        if all(result is None for result in results):
            raise NotApplicableError(f"“{words}” does not occur in {place}")
    for lines, results in zip(targets, changed, strict=True):
        for (_, put, article), result in zip(lines, results, strict=True):
            if result is not None:
                put(result)
                work.touch(article)


_Place = tuple[Callable[[], WorkLine], Callable[[WorkLine], None], WorkArticle]


def _lines_at(place: AmendedPlace, work: WorkingCopy) -> Iterator[_Place]:
    article = work.article(place.article)
    if place.item is not None:
        _, item = _item(article, place)
        yield from _lines_of_item(item, article)
    elif place.paragraph is not None:
        yield from _lines_of(_paragraph(article, place.paragraph), article)
    else:
        for paragraph in article.paragraphs:
            yield from _lines_of(paragraph, article)


def _lines_of(paragraph: WorkParagraph, article: WorkArticle) -> Iterator[_Place]:
    yield lambda: paragraph.lead, lambda line: setattr(paragraph, "lead", line), article
    for item in paragraph.items:
        yield from _lines_of_item(item, article)
    yield lambda: paragraph.closing, lambda line: setattr(paragraph, "closing", line), article


def _lines_of_item(item: WorkItem, article: WorkArticle) -> Iterator[_Place]:
    yield lambda: item.text, lambda line: setattr(item, "text", line), article
    for at in range(len(item.below)):
        yield lambda at=at: item.below[at], lambda line, at=at: item.below.__setitem__(at, line), article  # type: ignore[misc]


def _each_line(articles: list[WorkArticle], change: Callable[[WorkLine], WorkLine | None], work: WorkingCopy) -> bool:
    """Apply ``change`` to every line of the text; return True if any line changed."""
    done = False
    for article in articles:
        for paragraph in article.paragraphs:
            for get, put, _ in list(_lines_of(paragraph, article)):
                result = change(get())
                if result is not None:
                    put(result)
                    work.touch(article)
                    done = True
    return done
