"""The tables of the index."""

from __future__ import annotations

from typing import Final

VERSION: Final = (
    "3"  # raised with every change of the tables or of what is put into them: an older index is rebuilt
)

# `sort` is the day of publication, or '' without one: lists are newest first, and then by id.
# `first` and `last` are the event's days, open ends filled in; both null for an undated event.
# `item` is what a client gets, `more` what the pages show beside it; both are JSON.
TABLES: Final = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS articles (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, key TEXT NOT NULL, sort TEXT NOT NULL, item BLOB NOT NULL,
  more BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS articles_by_key ON articles (key);
CREATE INDEX IF NOT EXISTS articles_by_day ON articles (sort DESC, id);
CREATE TABLE IF NOT EXISTS statements (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, article INTEGER NOT NULL, sort TEXT NOT NULL,
  item BLOB NOT NULL, more BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS statements_by_article ON statements (article);
CREATE INDEX IF NOT EXISTS statements_by_day ON statements (sort DESC, id);
CREATE TABLE IF NOT EXISTS claims (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, article INTEGER NOT NULL, statement INTEGER NOT NULL,
  sort TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL, first TEXT, last TEXT,
  item BLOB NOT NULL, more BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS claims_by_article ON claims (article);
CREATE INDEX IF NOT EXISTS claims_by_statement ON claims (statement);
CREATE INDEX IF NOT EXISTS claims_by_day ON claims (sort DESC, id);
CREATE INDEX IF NOT EXISTS claims_by_type ON claims (type, sort DESC, id);
CREATE TABLE IF NOT EXISTS claim_actors (
  actor TEXT NOT NULL, claim INTEGER NOT NULL, role TEXT NOT NULL, PRIMARY KEY (actor, claim, role)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS claim_actors_by_claim ON claim_actors (claim);
CREATE TABLE IF NOT EXISTS claim_places (
  place TEXT NOT NULL, claim INTEGER NOT NULL, PRIMARY KEY (place, claim)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS claim_places_by_claim ON claim_places (claim);
CREATE TABLE IF NOT EXISTS entities (
  n INTEGER PRIMARY KEY, collection TEXT NOT NULL, id TEXT NOT NULL, kind TEXT, country TEXT,
  item BLOB NOT NULL, UNIQUE (collection, id)
);
CREATE TABLE IF NOT EXISTS names (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE VIRTUAL TABLE IF NOT EXISTS claim_text USING fts5(
  evidence, actors, places, speakers, kinds, words, headline,
  tokenize = "porter unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE IF NOT EXISTS statement_text USING fts5(
  words, speakers, headline, tokenize = "porter unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE IF NOT EXISTS article_text USING fts5(
  headline, words, names, tokenize = "porter unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE IF NOT EXISTS entity_text USING fts5(
  names, tokenize = "porter unicode61 remove_diacritics 2"
);
"""

# How much a word weighs by where it stands: the claim's own words and parties more than who said it, and
# these more than the headline, which every claim of an article shares. Judged by eye on the sample articles.
RANKING: Final = (
    "INSERT INTO claim_text (claim_text, rank) VALUES ('rank', 'bm25(6.0, 4.0, 4.0, 2.0, 2.0, 1.5, 1.0)');"
)

CLEAR: Final = """
DELETE FROM meta; DELETE FROM articles; DELETE FROM statements; DELETE FROM claims; DELETE FROM claim_actors;
DELETE FROM claim_places; DELETE FROM entities; DELETE FROM names; DELETE FROM claim_text;
DELETE FROM statement_text; DELETE FROM article_text; DELETE FROM entity_text;
"""
