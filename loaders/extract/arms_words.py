"""Whether an ordinary word ("Patriot", "mortars") is a weapon where it stands."""

from __future__ import annotations

import re
from typing import Final

# A number before the word or a weapon noun after it: "two Patriots", "Leopard tanks".
_COUNT_BEFORE: Final = re.compile(
    r"(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens of|several|more|another))\s"
    r"(?:(?:more|old|older|new|newer|modern|used|second-hand|extra|additional|further|heavy|light|patrol|such)\s)?$",
    re.IGNORECASE,
)
_ARMS_AFTER: Final = re.compile(
    r"[\s-]+(?:[\w-]+\s){0,2}(?:tank|missile|rocket|howitzer|system|drone|launcher|batter(?:y|ie)|vehicle|jet|aircraft|gun|shell|bomb|interceptor|"
    r"fighter|helicopter|munition|carrier|plane|mortar|weapon|deliver(?:y|ies)|shipment|suppl(?:y|ies)|export|"
    r"sale|transfer|consignment|purchase|smuggling)",
    re.IGNORECASE,
)
# A verb or noun of handing over before it: "sold mortars to", "deliveries of arms".
_MOVED_BEFORE: Final = re.compile(
    r"\b(?:suppl|deliver|export|import|donat|smuggl|ship(?!s\b)|sell|sold|sale|transfer|consignment|cargo|send|sent|"
    r"provi[ds]|procure|purchase|buy|bought|truck|haul|airlift|rush|transport|offload|gift|giv|gave|hand)\w*\s(?:of\s)?(?:[\w-]+\s){0,3}$",
    re.IGNORECASE,
)
_NEAR: Final = 60


def is_of_arms(text: str, start: int, end: int) -> bool:
    """Tell whether weapons are spoken of just before or after the word at `start:end` of a text."""
    before = _COUNT_BEFORE.search(text, 0, start) or _is_moved(text, start)
    return bool(before or _ARMS_AFTER.match(text, end))


def _is_moved(text: str, start: int) -> bool:
    """Tell "sold mortars": an ordinary word in lower case; "sent Boxer" is no vehicle."""
    return text[start].islower() and _MOVED_BEFORE.search(text, max(0, start - _NEAR), start) is not None
