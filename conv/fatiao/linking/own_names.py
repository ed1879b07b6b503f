"""Find a text's names for itself (本条例), and those it gives to another law: 依照《X条例》（以下简称本条例）."""

from __future__ import annotations

import re

from fatiao.language.titles import title_key
from fatiao.linking.references.patterns import SELF, TITLE
from fatiao.model.law import Law

_GIVEN = re.compile(
    rf"{TITLE.pattern}\s?[（(][^（）()\n]{{0,40}}?(?:以下|下)?(?:简称|统称|称)为?[:：]?\s?[“\"《]?(?P<name>{SELF.pattern})[”\"》]?[）)]"
)

#: A quick test for such a bracket; most texts have none.
_HINT = re.compile(r"称为?[:：]?\s*[“\"《]?\s*本")


def is_own_name(words: str) -> bool:
    """Return True if ``words`` are a text's name for itself: 本法, 本条例."""
    return SELF.fullmatch(words.strip('“”《》"')) is not None


def names_given_away(law: Law) -> dict[str, str]:
    """Return a map from the names for itself that the text gives to other laws to the titles of these laws."""
    if _HINT.search(law.source.text) is None:
        return {}
    own = title_key(law.front.title.text) if law.front.title else ""
    given: dict[str, str] = {}
    for article in law.articles:
        for found in _GIVEN.finditer(article.text):
            title = title_key(found["title"])
            if not own or not own.endswith(title):  # 《乙条例》 may be 甲市乙条例 itself
                given[title_key(found["name"])] = found["title"]
    return given
