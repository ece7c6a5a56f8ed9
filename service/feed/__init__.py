"""What changed in a store, as it is told to others: in order, with the state after each change."""

from service.feed.history import History

__all__ = ["History"]
