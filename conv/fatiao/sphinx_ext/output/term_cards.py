"""The terms of each law as a script that a page loads when a reader first asks for a term's card."""

from __future__ import annotations

import json

from fatiao import ids
from fatiao.site.model import Entry, TermCard

#: The script with the terms of a law.
TERM_CARDS = "terms.js"
#: What a script element and a JavaScript string could take for their own syntax.
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def name_term_cards(entry: Entry) -> str:
    """Return the path of the terms of a law, seen from the root of the site."""
    return f"{ids.law_folder(entry.work.id, entry.version)}/{TERM_CARDS}"


def explain_card(card: TermCard) -> list[str]:
    """Return the term, its explanation, and where that comes from."""
    source = "、".join(link.name for link in card.sources)
    origin = f"编者释义，依据{source}" if card.curated else f"沿用{source}" if card.inherited else source
    return [card.term.name, card.explanation, origin]


def term_cards(entry: Entry) -> str:
    """Return a call of ``fatiaoTerms`` with the explanations of every term that the law uses, by the name of its
    page.
    """
    cards: dict[str, list[str]] = {}
    for shown in entry.annotations.values():
        for card in shown.terms:
            name = (card.term.target or "").removeprefix("term:")
            cards.setdefault(name, explain_card(card))
    text = json.dumps(dict(sorted(cards.items())), ensure_ascii=False, separators=(",", ":"))
    for character, escaped in _UNSAFE.items():
        text = text.replace(character, escaped)
    return f"fatiaoTerms({text});\n"
