"""Determine the timestamp that every file of a bundle gets."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime

from fatiao.diagnostics import FatiaoError

#: The earliest time that a zip file can store.
EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
_LATEST = datetime(2107, 12, 31, 23, 59, 58, tzinfo=UTC)


def read_epoch(date: str, environment: Mapping[str, str] = os.environ) -> datetime:
    """Return the time in ``SOURCE_DATE_EPOCH`` (reproducible-builds.org), else the start of ``date`` in UTC.

    The result has whole seconds and is clamped to the years that a zip file can store, 1980 to 2107.  An invalid
    ``date`` gives ``EARLIEST``.  Raises FatiaoError if ``SOURCE_DATE_EPOCH`` is not a whole number of seconds.
    """
    text = environment.get("SOURCE_DATE_EPOCH", "").strip()
    if text:
        try:
            seconds = int(text)
        except ValueError as error:
            raise FatiaoError(
                f"SOURCE_DATE_EPOCH is {text!r}; set it to a number of seconds since 1970, or unset it"
            ) from error
        return datetime.fromtimestamp(min(max(seconds, EARLIEST.timestamp()), _LATEST.timestamp()), UTC)
    try:
        moment = datetime.fromisoformat(date).replace(tzinfo=UTC)
    except ValueError:
        return EARLIEST
    return min(max(moment, EARLIEST), _LATEST)
