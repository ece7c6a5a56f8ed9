"""When to ask again what did not answer: as long as it says, or twice as long as the last time."""

from __future__ import annotations

import re
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Final

LONGEST: Final = 86_400.0  # seconds; nothing that is watched is left alone longer
_SECONDS: Final = re.compile(r"\d{1,9}")


def back_off(first: float, failures: int) -> float:
    """Return how long to wait after so many failures in a row: `first` after one, twice that after two."""
    # Beyond 30 failures the power alone is longer than any bound.
    return min(max(first, 1.0) * 2.0 ** min(failures - 1, 30), LONGEST)


def retry_after(words: str | None, now: float) -> float | None:
    """Return the moment that a `Retry-After` names, in seconds or as a date; None without a usable one."""
    if words is None:
        return None
    if _SECONDS.fullmatch(words.strip()):
        return now + min(float(words), LONGEST)
    try:
        moment = parsedate_to_datetime(words)
    except ValueError:
        return None
    told = (moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)).timestamp()
    return min(max(told, now), now + LONGEST)
