"""Read the one moment that every file of a bundle is stamped with."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime

from fatiao.diagnostics import FatiaoError

#: The first moment that a zip file can name.
EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
_LATEST = datetime(2107, 12, 31, 23, 59, 58, tzinfo=UTC)


def read_epoch(date: str, environment: Mapping[str, str] = os.environ) -> datetime:
    """Return the moment of ``SOURCE_DATE_EPOCH`` (reproducible-builds.org), else the start of ``date`` in UTC.

    Clamped to what a zip file can name, 1980 to 2107, in whole seconds.  A ``date`` that is none is the earliest.
    Raises FatiaoError for a ``SOURCE_DATE_EPOCH`` that is not a whole number of seconds.
    """
    text = environment.get("SOURCE_DATE_EPOCH", "").strip()
    try:
        moment = datetime.fromtimestamp(int(text), UTC) if text else datetime.fromisoformat(date).replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError) as error:
        if text:
            raise FatiaoError(f"SOURCE_DATE_EPOCH is not a number of seconds: {text!r}") from error
        return EARLIEST
    return min(max(moment, EARLIEST), _LATEST)
