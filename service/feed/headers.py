"""What answers of the feed tell of the store, for who copies it."""

from __future__ import annotations

from typing import Final

# The base of the store's IRIs, and a digest of the ontology and the authority data beside its articles.
BASE: Final = "Casus-Base"
VOCABULARY: Final = "Casus-Vocabulary"
