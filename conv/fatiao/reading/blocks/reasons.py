"""Reasons to leave out matter that does not belong to an instrument, as findings and law JSON print them."""

from __future__ import annotations

BEFORE = "newspaper or web page matter before the instrument"
BETWEEN = "newspaper or web page matter between the provisions"
WITHIN = "newspaper or web page matter within the text"
IN_ANNEX = "newspaper or web page matter within an annex"
BEHIND = "newspaper or web page matter behind the instrument"
NOTE = "footnote of the edition"
TITLE_AGAIN = "the title once more"
