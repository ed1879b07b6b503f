"""Law JSON, schema 1: what ``fatiao parse`` writes and the site carries for every law."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from conv.ids import article_eid, division_eids
from conv.model import (
    LEFT_OUT_CLAIMS,
    Article,
    Definition,
    Diagnostic,
    Division,
    Event,
    EventKind,
    Law,
    Layers,
    Level,
    Number,
    Paragraph,
    Reference,
    Target,
    Work,
)
from conv.reading_facts import force_of

SCHEMA = 1
