"""Dates and times as people give them on the command line and beside documents."""

from __future__ import annotations

from datetime import date, datetime


def checked_moment(text: str) -> str:
    """Return an ISO 8601 day, local time or time with an offset as it is.

    Raises:
        ValueError: it is none of these.
    """
    try:
        if "T" in text:
            datetime.fromisoformat(text)
        else:
            date.fromisoformat(text)
    except ValueError:
        raise ValueError(
            f"{text!r} is no ISO 8601 date or time such as 2024-12-03 or 2024-12-03T03:06"
        ) from None
    return text
