"""Feeds and pages made up for tests; in French, which is stored without claims and so read at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from service.store import Store

PARAGRAPHS: Final = (
    "Le ministère annonce que {} obus sont tombés sur le village de Zubrivka pendant la nuit de lundi.",
    "Personne n'a été blessé, selon le gouverneur, mais le pont sur la rivière est fermé depuis hier soir.",
    "Le porte-parole de l'armée dit que ses troupes n'ont pas traversé la rivière et promet un rapport.",
)
TEXT: Final = "<p>" + "</p><p>".join(PARAGRAPHS) + "</p>"
SUMMARY: Final = "Le ministère annonce que {} obus sont tombés sur le village pendant la nuit."


def entry(number: int, link: str | None = None, *, whole: bool = False, shells: int | None = None) -> str:
    """Return an entry of a feed: with its text, or with a summary of it."""
    told = (TEXT if whole else SUMMARY).format(shells or number)
    body = (
        f"<content:encoded><![CDATA[{told}]]></content:encoded>"
        if whole
        else f"<description>{told}</description>"
    )
    address = "" if link is None else f"<link>{link}</link>"
    day = f"<pubDate>Tue, 03 Dec 2024 0{number % 10}:00:00 +0000</pubDate>"
    return f"<item><title>Des obus sur Zubrivka {number}</title>{address}{day}{body}</item>"


def feed(*entries: str) -> str:
    """Return a feed."""
    names = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f"<rss {names}><channel><title>Courrier</title>{''.join(entries)}</channel></rss>"


def page(number: int, *, shells: int | None = None, title: str | None = None) -> str:
    """Return the page of a story."""
    heading = title or f"Des obus sur Zubrivka {number}"
    return (
        f"<!DOCTYPE html><html><head><title>{heading}</title></head><body><article><h1>{heading}</h1>"
        f"{TEXT.format(shells or number)}</article></body></html>"
    )


def loads(store: Store) -> list[tuple[str, str]]:
    """Return every change of a store: what it did, and the first shells that its text counts."""
    return [
        (change.action.value, _shells(store.texts.get(change.text_hash) or ""))
        for change in store.log.changes()
    ]


def _shells(text: str) -> str:
    found = [word for word in text.split() if word.isdigit()]
    return found[-1] if found else text[:40]
