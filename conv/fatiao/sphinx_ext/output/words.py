"""The content of each text as a script, ``words.js``, from which the page 我的条文 shows the provisions that are kept.

It is a script because a page opened from a disk can load nothing else.  Its path contains the date of the text, so that
a kept provision shows the same words after a newer text has taken over the undated addresses.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fatiao import ids
from fatiao.exports.citations.record import compact_json
from fatiao.language.interface import Interface
from fatiao.model.law import UNNUMBERED, Article
from fatiao.pages.annotations import name_note
from fatiao.pages.site_pages import facts_at_a_glance
from fatiao.site.model import Entry, Site, object_name
from fatiao.sphinx_ext.output.search import shown_text
from fatiao.sphinx_ext.output.term_cards import explain_cards, name_card
from fatiao.sphinx_ext.page.citation_box import citation_forms
from fatiao.sphinx_ext.page.keeping import is_split, kept_key, senses_by_law

WORDS = "words.js"


def name_words(entry: Entry) -> str:
    """Return the path of ``words.js`` of a text, relative to the root of the site."""
    return f"{ids.law_folder(entry.work.id, entry.version or entry.pinned or None)}/{WORDS}"


def words_script(entry: Entry, site: Site, address: str, interface: Interface) -> str:
    """Return a call of ``fatiaoWords`` with all data of a text that a hand-out needs, in the language of the interface.

    ``address`` is the address of the dated text, relative to the root of the site.
    """
    own = senses_by_law(site).get(object_name(entry), ())
    terms = {slug: [term, sense.text, "、".join(link.name for link in sense.source)] for slug, term, sense in own}
    terms = explain_cards(entry, interface) | terms
    data: dict[str, Any] = {
        "key": kept_key(entry),
        "title": entry.title,
        "facts": " · ".join(map(interface.words, facts_at_a_glance(entry))),
        "dated": address,
        "split": is_split(entry),
        "forms": citation_forms(entry),
        "articles": {_number(article): _article(entry, article, interface) for article in reversed(entry.law.articles)},
        "terms": dict(sorted(terms.items())),
    }
    return f"fatiaoWords({compact_json(data)});\n"


def _number(article: Article) -> str:
    return "0" if article.number == UNNUMBERED else str(article.number)


def _article(entry: Entry, article: Article, interface: Interface) -> Mapping[str, Any]:
    found = entry.annotations_of(article)
    parts = [
        (ids.segment_fragment(segment), shown_text(entry, article, segment))
        for segment in article.segments
        if segment.span.start < segment.span.end
    ]
    notes = [
        {
            "kind": interface.words(name_note(note.kind)),
            "place": note.place,
            "text": note.paragraphs,
            "ground": _grounds(
                interface, note.ground_label, [mark + ground.name for mark, ground in note.list_grounds()]
            ),
        }
        for note in found.notes
    ]
    return {"label": article.label, "parts": parts, "notes": notes, "terms": [name_card(card) for card in found.terms]}


def _grounds(interface: Interface, label: str, names: list[str]) -> str:
    return interface.say("（{label}：{names}）", label=name_note(label), names="".join(names)) if names else ""
