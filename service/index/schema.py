"""The tables of the index."""

from __future__ import annotations

from typing import Final

VERSION: Final = (
    "5"  # raised with every change of the tables or of what is put into them: an older index is rebuilt
)

# `n` is a row's number (see `postings`): a statement's and an article's is that of the last of their rows.
# `item` is what a client gets, `more` what the pages show beside it; both are JSON.
# Articles keep every version that was held: `ended` tells since when one is held no more, `known_until` from
# which day on a later version was the public one, `withdrawn` that none is.
TABLES: Final = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS articles (
  n INTEGER PRIMARY KEY, first INTEGER NOT NULL, id TEXT NOT NULL, key TEXT NOT NULL, title TEXT,
  public_from TEXT NOT NULL, known_until TEXT, loaded TEXT NOT NULL, ended TEXT,
  withdrawn INTEGER NOT NULL DEFAULT 0, item BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS articles_by_id ON articles (id);
CREATE INDEX IF NOT EXISTS articles_by_key ON articles (key);
CREATE INDEX IF NOT EXISTS articles_past ON articles (public_from) WHERE ended IS NOT NULL;
CREATE TABLE IF NOT EXISTS statements (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL, item BLOB NOT NULL, more BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS statements_by_id ON statements (id);
CREATE TABLE IF NOT EXISTS claims (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL, outcome TEXT,
  said TEXT NOT NULL, day TEXT NOT NULL, low INTEGER, high INTEGER, unit TEXT, most INTEGER NOT NULL,
  claimant TEXT, item BLOB NOT NULL, more BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS claims_by_id ON claims (id);
CREATE INDEX IF NOT EXISTS claims_by_said ON claims (said DESC, n);
CREATE INDEX IF NOT EXISTS claims_by_date ON claims (day DESC, n);
CREATE INDEX IF NOT EXISTS claims_by_quantity ON claims (most DESC, n);
CREATE INDEX IF NOT EXISTS claims_figures ON claims (n, type, outcome, day, low, high, unit, claimant)
  WHERE most >= 0 AND day <> '';
CREATE TABLE IF NOT EXISTS chunks (chunk INTEGER PRIMARY KEY, used INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS tags (n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS postings (
  tag INTEGER NOT NULL, chunk INTEGER NOT NULL, bits NOT NULL, PRIMARY KEY (tag, chunk)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS series (
  day TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL, outcome TEXT NOT NULL, claims INTEGER NOT NULL,
  PRIMARY KEY (day, type, status, outcome)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS spots (
  place TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL, claims INTEGER NOT NULL,
  PRIMARY KEY (place, type, status)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entities (
  n INTEGER PRIMARY KEY, collection TEXT NOT NULL, id TEXT NOT NULL, label TEXT NOT NULL, kind TEXT,
  country TEXT, lat REAL, lon REAL, item BLOB NOT NULL, UNIQUE (collection, id)
);
CREATE INDEX IF NOT EXISTS entities_by_label ON entities (collection, label, id);
CREATE INDEX IF NOT EXISTS entities_by_country ON entities (country, collection, id);
CREATE INDEX IF NOT EXISTS entities_by_kind ON entities (kind);
CREATE TABLE IF NOT EXISTS parts (
  whole TEXT NOT NULL, part TEXT NOT NULL, PRIMARY KEY (whole, part)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE IF NOT EXISTS place_at USING rtree (n, west, east, south, north);
CREATE TABLE IF NOT EXISTS names (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE VIRTUAL TABLE IF NOT EXISTS claim_text USING fts5(
  evidence, actors, places, speakers, kinds, words, headline,
  content = '', tokenize = "porter unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE IF NOT EXISTS statement_text USING fts5(
  words, speakers, headline, content = '', tokenize = "porter unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE IF NOT EXISTS article_text USING fts5(
  headline, words, names, content = '', tokenize = "porter unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE IF NOT EXISTS entity_text USING fts5(
  names, content = '', tokenize = "porter unicode61 remove_diacritics 2"
);
"""

# How much a word weighs by where it stands: the claim's own words and parties more than who said it, and
# these more than the headline, which every claim of an article shares. Judged by eye on the sample articles.
WEIGHTS: Final = "6.0, 4.0, 4.0, 2.0, 2.0, 1.5, 1.0"
