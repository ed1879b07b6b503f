"""Say of the labels (a), (i) and A. that they are not read as 项 or 目."""

from __future__ import annotations

import re

from fatiao.diagnostics import Report
from fatiao.model.law import Law

_LABEL = re.compile(r"^(?:[（(](?:[a-z]|[ivx]{2,4}|[A-Z])[)）]|[A-H][.．、](?![A-Za-z]))", re.M)
#: One alone may be a symbol.
_FEWEST = 2


def tell_letters(law: Law, report: Report) -> None:
    """Report the lines that begin with a letter as a label; they stay lines of their 款, and have no address."""
    found = [(article, label) for article in law.articles for label in _LABEL.finditer(article.text)]
    if len(found) < _FEWEST:
        return
    article, first = found[0]
    shown = ", ".join(dict.fromkeys(label[0] for _, label in found[:4]))
    message = f"{len(found)} lines are labelled with letters ({shown} …), which are not read as 项 or 目"
    at = law.source.text.find(first[0], article.label_span.start)
    report.add("letter-labels", message, law.source, max(at, article.label_span.start))
