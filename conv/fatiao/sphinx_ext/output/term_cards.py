"""The terms of each law as a script, which a page loads when a reader first opens a term's card."""

from __future__ import annotations

import json

from fatiao import ids
from fatiao.language.interface import Interface
from fatiao.site.model import Entry, TermCard

#: File name of the script with the terms of a law.
TERM_CARDS = "terms.js"
#: Characters with a special meaning in a script element or a JavaScript string, and their escapes.
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def name_term_cards(entry: Entry) -> str:
    """Return the path of the script with a law's terms, relative to the root of the site."""
    return f"{ids.law_folder(entry.work.id, entry.version)}/{TERM_CARDS}"


def name_card(card: TermCard) -> str:
    """Return the slug of the term that a card explains."""
    return (card.term.target or "").removeprefix("term:")


def explain_card(card: TermCard, interface: Interface) -> list[str]:
    """Return the term, its explanation, and the source of the explanation."""
    origin = interface.say("、").join(interface.words(link.name) for link in card.sources)
    if card.curated:
        origin = interface.say("编者释义，依据{source}", source=origin)
    elif card.inherited:
        origin = interface.say("沿用{source}", source=origin)
    return [card.term.name, card.explanation, origin]


def explain_cards(entry: Entry, interface: Interface) -> dict[str, list[str]]:
    """Return the explanation of every term that a law uses, by the term's slug; the first card of a term counts."""
    cards: dict[str, list[str]] = {}
    for shown in entry.annotations.values():
        for card in shown.terms:
            if name_card(card) not in cards:
                cards[name_card(card)] = explain_card(card, interface)
    return cards


def term_cards(entry: Entry, interface: Interface) -> str:
    """Return a call of ``fatiaoTerms`` with the explanation of every term that the law uses, by the term's slug."""
    cards = explain_cards(entry, interface)
    text = json.dumps(dict(sorted(cards.items())), ensure_ascii=False, separators=(",", ":"))
    for character, escaped in _UNSAFE.items():
        text = text.replace(character, escaped)
    return f"fatiaoTerms({text});\n"
