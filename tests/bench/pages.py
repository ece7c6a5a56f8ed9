"""Web pages made up for measuring: the same number gives the same page, built as newsrooms build theirs."""

from __future__ import annotations

import gzip
import json
import random
from typing import Final

SENTENCE: Final = (
    "the army said on Tuesday that gunners had fired shells at a bridge near the river and that no soldiers "
    "were hurt while the governor denied reports of an attack by drones over the town"
)
WORDS: Final = SENTENCE.split()
PARAGRAPHS: Final = 24
LINKS: Final = 120
SCRIPT: Final = "window.config={};for(let i=0;i<9;i++){config['key'+i]='value'+i};" * 400


def page(number: int) -> str:
    """Return the page of this number: some 70 kB, of which 4 kB are its article."""
    made = random.Random(number)  # noqa: S311 - no secret
    headline = f"Report {number}: " + _words(made, 8)
    linked = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": headline,
        "datePublished": f"2024-12-{1 + number % 28:02}T03:06:00+02:00",
        "author": [{"@type": "Person", "name": "Ada Moss"}],
        "publisher": {"@type": "Organization", "name": "Kalvenia Courier"},
        "mainEntityOfPage": f"https://news.example/{number}",
    }
    body = "".join(f'<p class="story-text">{_words(made, 30)}.</p>\n' for _ in range(PARAGRAPHS))
    links = "".join(
        f'<li class="teaser"><a href="/{made.random()}"><span>{_words(made, 7)}</span></a></li>\n'
        for _ in range(LINKS)
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{headline} | Kalvenia Courier</title>'
        f'<meta property="og:title" content="{headline}">'
        '<meta property="og:site_name" content="Kalvenia Courier">'
        f'<script type="application/ld+json">{json.dumps(linked)}</script><script>{SCRIPT}</script></head>'
        f"<body><header><nav><ul>{links}</ul></nav></header><main><article><h1>{headline}</h1>"
        f'<div class="byline">By Ada Moss</div><div class="article-body">{body}</div></article></main>'
        f"<aside><h2>Most read</h2><ul>{links}</ul></aside>"
        "<footer><p>© Kalvenia Courier. All rights reserved.</p></footer></body></html>"
    )


def archive(numbers: range) -> bytes:
    """Return a web archive of pages, each record compressed, as crawlers write them."""
    return b"".join(gzip.compress(_record(number), compresslevel=6) for number in numbers)


def _record(number: int) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(number).encode()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{number}\r\n"
    return f"{head}Content-Length: {len(answer)}\r\n\r\n".encode() + answer + b"\r\n\r\n"


def _words(made: random.Random, count: int) -> str:
    return " ".join(made.choices(WORDS, k=count)).capitalize()
