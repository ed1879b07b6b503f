"""Parse an editor's reference to a provision (第十五条第一款第二项) and a ground (《…》第三十条第二款)."""

from __future__ import annotations

import re
from dataclasses import replace

from fatiao.language.numerals import NUMERAL_CHARACTERS, parse_numeral
from fatiao.model.corpus import Ground
from fatiao.model.law import Number, ProvisionId, Target

_N = f"[{NUMERAL_CHARACTERS}]{{1,12}}"
_PROVISION = re.compile(
    rf"第(?P<article>{_N})条(?:之(?P<insert>{_N}))?"
    rf"(?:第(?P<paragraph>{_N})款)?(?:第（?(?P<item>{_N})）?项)?(?:第(?P<subitem>{_N})目)?"
)
_CLAUSE = re.compile(rf"(?P<article>{_N})、")  # instruments without 条 are numbered 一、二、三
_OWN = re.compile(r"本(?:法|条例|办法|规定|细则|决定|解释)")
_TITLE = re.compile(r"《(?P<title>.+)》(?:（(?P<edition>[12]\d{3})年）)?")


def parse_provision(text: str) -> Target | None:
    """Parse 第十五条第一款第二项, or the 一、 of an instrument without 条, as a target in its own law.

    Returns None for any other text.
    """
    found = _PROVISION.fullmatch(text)
    if found is None:
        clause = _CLAUSE.fullmatch(text)
        return Target(article=Number(parse_numeral(clause["article"]))) if clause else None
    insert = parse_numeral(found["insert"]) if found["insert"] else 0
    return Target(
        article=Number(parse_numeral(found["article"]), insert),
        paragraph=parse_numeral(found["paragraph"]) if found["paragraph"] else None,
        item=Number(parse_numeral(found["item"])) if found["item"] else None,
        subitem=Number(parse_numeral(found["subitem"])) if found["subitem"] else None,
    )


def parse_place(work: str, text: str) -> ProvisionId | None:
    """Return the provision of a note or fix; None for any other name, and for a 项 without 款 or a 目 without 项."""
    target = parse_provision(text)
    if target is None or target.article is None:
        return None
    if (target.item and target.paragraph is None) or (target.subitem and target.item is None):
        return None
    return ProvisionId(work, target.article, target.paragraph, target.item, target.subitem)


def parse_ground(text: str) -> Ground | None:
    """Parse 本条例第十六条, 《…》第三十条第二款 or 《…》（2014年）第十九条 as a ground; else return None."""
    if own := _OWN.match(text):
        target = parse_provision(text[own.end() :])
        return Ground(text, target) if target else None
    if not (named := _TITLE.match(text)):
        return None
    target = parse_provision(text[named.end() :])
    if target is None:
        return None
    return Ground(text, replace(target, law=named["title"]), named["edition"])
