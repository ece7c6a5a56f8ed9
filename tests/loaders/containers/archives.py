"""Web archives made up for tests."""

from __future__ import annotations

import gzip
from typing import Final

PARAGRAPHS: Final = (
    "Gunners on the east bank fired {} shells at Zubrivka overnight, General Ada Moss said on Tuesday.",
    "Nobody was hurt, she told reporters in the capital, but the bridge over the river has been closed.",
    "The governor denied that any gunners had crossed, and promised a report by the end of the week.",
)
HTML: Final = "text/html; charset=utf-8"


def text(number: int) -> str:
    """Return the text of the article of a number."""
    return "\n\n".join((f"Shells fall on Zubrivka again: {number}", *PARAGRAPHS)).format(number)


def markup(number: int) -> bytes:
    """Return the page of the article of a number."""
    headline, *paragraphs = text(number).split("\n\n")
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<!DOCTYPE html><html><body><article><h1>{headline}</h1>{body}</article></body></html>".encode()


def record(
    content: bytes, *, kind: str = "response", url: str = "https://news.example/1", **fields: str
) -> bytes:
    """Return a record; its fields are written with hyphens."""
    head = {"WARC-Type": kind, "WARC-Target-URI": url, "Content-Length": str(len(content))}
    head |= {name.replace("_", "-"): value for name, value in fields.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items() if value)
    return f"WARC/1.0\r\n{lines}\r\n".encode() + content + b"\r\n\r\n"


def answer(body: bytes, *, status: str = "200 OK", content_type: str = HTML, **fields: str) -> bytes:
    """Return a server's answer."""
    head = {"Content-Type": content_type} | {name.replace("_", "-"): value for name, value in fields.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items() if value)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def response(number: int) -> bytes:
    """Return the record of the page of a number."""
    return record(answer(markup(number)), url=f"https://news.example/{number}")


def packed(*records: bytes) -> bytes:
    """Return an archive whose records are each compressed, as crawlers write them."""
    return b"".join(map(gzip.compress, records))
