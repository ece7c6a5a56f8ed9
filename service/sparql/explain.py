"""How a query was answered: what it took, what it was allowed, what was done with it on the way."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.sparql.exchange import Exchange
    from service.sparql.matches import Rewritten
    from service.sparql.readers import Limits


def explanation(
    exchange: Exchange, query: Rewritten, *, limits: Limits, arrived: float, is_kept: bool
) -> dict[str, object]:
    """Return what `explain=1` answers in place of the results."""
    return {
        "rows": exchange.head["rows"],
        "seconds": round(asyncio.get_running_loop().time() - arrived, 6),
        "evaluation_seconds": exchange.head["seconds"],
        "limits": {
            "seconds": round(exchange.deadline - arrived, 6),
            "memory_bytes": limits.memory,
            "result_bytes": limits.result,
        },
        "lane": "slow" if exchange.was_slow else "quick",
        "sequence": exchange.sequence,
        "checkpoint_age_seconds": round(exchange.checkpoint.age, 3),
        "kept": is_kept,
        "prefixes_added": exchange.prefixes,
        "matches": [
            {"words": found.words, "claims": len(found.iris), "cut": found.is_cut} for found in query.found
        ],
    }
