"""The names that a search finds beside the text of provisions, with a short answer for each.

These are terms with their aliases and English glosses; laws by English title, document number and date; older texts by
year; annexes; cited works that are not in the corpus, and their cited provisions: 保密法第十六条.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fatiao import ids
from fatiao.language.dates import print_date
from fatiao.language.interface import CHINESE, Interface
from fatiao.language.titles import short_title
from fatiao.model.law import Number
from fatiao.model.layers import DefinitionKind
from fatiao.search.index import SearchName
from fatiao.site.model import Citing, Entry, GlossaryTerm, Site

#: Type of ``Interface.say``.
_Say = Callable[..., str]
#: Maximum length of an answer in characters: two lines of a result.
_LONGEST = 110
#: Maximum number of sources citing a provision that an answer names.
_NAMED = 4


def list_names(site: Site, url_of: Callable[[str], str], interface: Interface = CHINESE) -> list[SearchName]:
    """Return all names to find: terms, laws, older texts, annexes, cited works, and their cited provisions.

    Answers are in the language of the interface.  Kinds are always in Chinese, since the scripts depend on them.
    """
    say = interface.say
    defined = _defining_articles(site, url_of)
    return [
        *(_name_term(term, url_of, defined.get(term.term, ()), say) for term in site.glossary),
        *(_name_law(entry, url_of, say) for entry in site.current),
        *(_name_older_text(entry, url_of, say) for entry in site.entries if entry.version),
        *(name for entry in site.current for name in _name_annexes(entry, url_of)),
        *(_name_work(citing, url_of, say) for citing in site.citings),
        *_name_cited_provisions(site, url_of, say),
    ]


def _defining_articles(site: Site, url_of: Callable[[str], str]) -> dict[str, tuple[str, ...]]:
    """Return the addresses of the articles that define each term."""
    found: dict[str, dict[str, None]] = {}
    for entry in site.current:
        for definition in entry.layers.definitions:
            if definition.kind is not DefinitionKind.ABBREVIATES or definition.scope == "law":
                url = url_of(entry.article_address(entry.law.article(definition.article)).docname)
                found.setdefault(definition.term, {})[url] = None
    return {term: tuple(urls) for term, urls in found.items()}


def _name_term(term: GlossaryTerm, url_of: Callable[[str], str], defined_at: tuple[str, ...], say: _Say) -> SearchName:
    sense = term.senses[0] if term.senses else None
    source = say("、").join(link.name for link in sense.source) if sense else ""
    about = [
        _cut(sense.text) if sense else "",
        say("出处：{source}", source=source) if source else "",
        say("{count}处使用", count=len(term.uses)),
    ]
    return SearchName(
        term.term,
        url_of(term.docname),
        about="　".join(filter(None, about)),
        keys=(*term.aliases, *filter(None, [term.english])),
        pinyin=term.reading,
        defined_at=defined_at,
    )


def _name_law(entry: Entry, url_of: Callable[[str], str], say: _Say) -> SearchName:
    work = entry.work
    days = [day for day in (work.adopted, work.promulgated, work.in_force) if day]
    since = say("{date}起施行", date=print_date(work.in_force)) if work.in_force else ""
    facts = [work.kind, work.status, since, work.number]
    return SearchName(
        entry.title,
        url_of(entry.address().docname),
        kind="法规",
        about=" · ".join([*filter(None, facts), say("{count}条", count=len(entry.law.numbered))]),
        keys=tuple(filter(None, (work.english_title, work.number, *map(print_date, days), *work.short_titles))),
    )


def _name_older_text(entry: Entry, url_of: Callable[[str], str], say: _Say) -> SearchName:
    """Return the name of an older text, which is found by its year or date: 公司法2018, 公司法2018年."""
    date = print_date(entry.date)
    until = say("至{date}", date=print_date(entry.until)) if entry.until else ""
    return SearchName(
        say("{title}（{date}的文本）", title=entry.title, date=date),
        url_of(entry.address().docname),
        kind="历史文本",
        about=" · ".join([*filter(None, (entry.facts.number, until)), say("{count}条", count=len(entry.law.numbered))]),
        keys=names_with_year(entry),
    )


def names_with_year(entry: Entry) -> tuple[str, ...]:
    """Return the names of a text with its year or date: 公司法2018, 公司法2018年, 公司法2018年10月26日."""
    date, year = print_date(entry.date), entry.date[:4]
    names = dict.fromkeys((entry.title, short_title(entry.title), *entry.work.short_titles))
    return tuple(f"{name}{when}" for name in names for when in (year, f"{year}年", date))


def _name_annexes(entry: Entry, url_of: Callable[[str], str]) -> Iterator[SearchName]:
    for annex in entry.law.annexes:
        label = annex.label or f"附件{annex.number}"
        url = url_of(ids.annex_docname(entry.work.id, annex.number, entry.version))
        name = f"{ids.book_title(entry.title)}{label}"
        keys = (label, f"附件{annex.number}", f"{entry.short_title}{label}", annex.heading.text)
        yield SearchName(name, url, kind="附件", about=_cut(annex.heading.text), keys=keys)


def _name_work(citing: Citing, url_of: Callable[[str], str], say: _Say) -> SearchName:
    count = say("本站未收录，{count}处引用", count=len(citing.cited_by)) if citing.cited_by else say("本站未收录")
    return SearchName(
        citing.title,
        _place_of(citing, url_of),
        kind="引用的文件",
        about=" · ".join(filter(None, (citing.kind, count))),
        keys=(*citing.short_titles, *filter(None, [citing.english_title])),
    )


def _place_of(citing: Citing, url_of: Callable[[str], str]) -> str:
    return f"{url_of(ids.CITED)}#{ids.cited_anchor(citing.slug)}"


def _name_cited_provisions(site: Site, url_of: Callable[[str], str], say: _Say) -> Iterator[SearchName]:
    """Yield every cited article of works not in the corpus, with the provisions, notes and terms that cite it."""
    for citing in sorted(site.citings, key=lambda citing: citing.title):
        cited: dict[Number, dict[str, None]] = {}
        for provision in citing.provisions:
            if provision.article is not None:
                cited.setdefault(provision.article, {}).update(dict.fromkeys(link.name for link in provision.cited_by))
        for number, sources in cited.items():
            article = ids.level_name(number, "条")
            named = say("、").join(list(sources)[:_NAMED])
            more = say("{sources}等{count}处", sources=named, count=len(sources)) if len(sources) > _NAMED else named
            yield SearchName(
                f"{ids.book_title(citing.title)}{article}",
                _place_of(citing, url_of),
                kind="引用的条文",
                about=say("本站未收录；引用它的有{sources}", sources=more),
                keys=tuple(f"{short}{article}" for short in citing.short_titles),
            )


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 2] + "……"
