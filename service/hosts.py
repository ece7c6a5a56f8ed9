"""Which hosts may be fetched from: those of the open net, unless the setting allows private ones too."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, Final

from loaders.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

# Networks whose addresses stand for an IPv4 address in their last 32 bits.
TRANSLATED: Final = (IPv6Network("64:ff9b::/96"), IPv6Network("::/96"))


class Unreachable(Refused):
    """An address that does not answer now, but may later."""


def addresses(host: str, port: int, *, private: bool) -> list[str]:
    """Return the addresses of a host; to be connected to as they are, since a name may change its mind.

    Raises:
        Unreachable: the host is not known.
        Refused: one of its addresses is not of the open net.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(host, "is no known host") from error
    numbers = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for number in numbers:
        if not private and not is_open(number):
            raise Refused(host, f"has the private or loopback address {number} (CASUS_FETCH_PRIVATE)")
    return numbers


def is_open(number: str) -> bool:
    """Return whether an address is one of the open net, and so is each that it stands for."""
    return all(
        each.is_global and not each.is_multicast for each in _meant(ip_address(number.partition("%")[0]))
    )


def _meant(address: IPv4Address | IPv6Address) -> Iterator[IPv4Address | IPv6Address]:
    if isinstance(address, IPv4Address):
        yield address
        return
    inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    inner += [IPv4Address(int(address) & 0xFFFFFFFF) for network in TRANSLATED if address in network]
    found = [each for each in inner if each is not None]
    yield from found or [address]
