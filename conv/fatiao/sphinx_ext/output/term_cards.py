"""The terms of each law as a script, which a page loads when a reader first opens a term's card."""

from __future__ import annotations

import json

from fatiao import ids
from fatiao.site.model import Entry, TermCard

#: File name of the script with the terms of a law.
TERM_CARDS = "terms.js"
#: Characters with a special meaning in a script element or a JavaScript string, and their escapes.
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def name_term_cards(entry: Entry) -> str:
    """Return the path of the script with a law's terms, relative to the root of the site."""
    return f"{ids.law_folder(entry.work.id, entry.version)}/{TERM_CARDS}"


def explain_card(card: TermCard) -> list[str]:
    """Return the term, its explanation, and the source of the explanation."""
    source = "、".join(link.name for link in card.sources)
    origin = f"编者释义，依据{source}" if card.curated else f"沿用{source}" if card.inherited else source
    return [card.term.name, card.explanation, origin]


def term_cards(entry: Entry) -> str:
    """Return a call of ``fatiaoTerms`` with the explanation of every term that the law uses, by the term's slug."""
    cards: dict[str, list[str]] = {}
    for shown in entry.annotations.values():
        for card in shown.terms:
            name = (card.term.target or "").removeprefix("term:")
            cards.setdefault(name, explain_card(card))
    text = json.dumps(dict(sorted(cards.items())), ensure_ascii=False, separators=(",", ":"))
    for character, escaped in _UNSAFE.items():
        text = text.replace(character, escaped)
    return f"fatiaoTerms({text});\n"
