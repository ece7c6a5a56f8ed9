"""Who speaks at a web address that a row names: an account of a platform, or a site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from loaders.rows.actors import named

if TYPE_CHECKING:
    from loaders.model import Actor

PLATFORMS: Final = frozenset(
    {
        "twitter.com",
        "x.com",
        "t.me",
        "facebook.com",
        "instagram.com",
        "tiktok.com",
        "vk.com",
        "youtube.com",
        "youtu.be",
    }
)
# What stands where an account would, in addresses that do not tell one.
NO_ACCOUNTS: Final = frozenset(
    {
        "watch",
        "photo",
        "photo.php",
        "story.php",
        "permalink.php",
        "groups",
        "reel",
        "p",
        "tv",
        "i",
        "c",
        "s",
        "shorts",
        "live",
        "channel",
    }
)
_ACCOUNT: Final = re.compile(r"@?[\w.]+")
_MOBILE: Final = re.compile(r"^(?:www|m|mobile|web|[a-z]{2}-[a-z]{2})\.")


def speaker_at(address: str) -> Actor | None:
    """Return whose account or site an address is, None when it tells neither."""
    try:
        parts = urlsplit(address)
        host = _MOBILE.sub("", (parts.hostname or "").lower())
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or "." not in host:
        return None
    if host not in PLATFORMS:
        return named(host, otherwise="news_organization")
    account = parts.path.strip("/").split("/")[0]
    if host == "youtu.be" or account in NO_ACCOUNTS or not _ACCOUNT.fullmatch(account):
        return None
    return named(f"{account.removeprefix('@')} on {host}", otherwise="unspecified")
