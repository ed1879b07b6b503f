"""Report that labels such as (a), (i) and A. are not parsed as 项 or 目."""

from __future__ import annotations

import re

from fatiao.diagnostics import Report
from fatiao.model.law import Law

_LABEL = re.compile(r"\n[ \t　]*(?P<label>[（(](?:[a-z]|[ivx]{2,4}|[A-Z])[)）]|[A-H][.．、](?![A-Za-z]))")
#: The fewest such lines that are reported: a single one may be a symbol.
_FEWEST = 2


def tell_letters(law: Law, report: Report) -> None:
    """Report the lines that begin with a letter as a label; they remain lines of their 款, without an address."""
    first = law.articles[0].label_span.start if law.articles else 0
    found = list(_LABEL.finditer(law.source.text, first))
    if len(found) < _FEWEST:
        return
    shown = ", ".join(dict.fromkeys(label["label"] for label in found[:4]))
    message = f"{len(found)} lines are labelled with letters ({shown} …), which are not read as 项 or 目"
    report.add("letter-labels", message, law.source, found[0].start("label"))
