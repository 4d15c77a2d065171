"""Finds the client that a request comes from, also behind trusted proxies."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

V6_BITS = 64
"""Bits of an IPv6 address that identify a client; a household owns all the others."""


def client_of(request: HttpRequest) -> str:
    """Return the address of the client; '' if unknown.

    ``X-Forwarded-For`` counts only from one of ``ATLASVIEWER_TRUSTED_PROXIES``: read from its end,
    the first address that is not trusted. Behind a proxy on this machine that is not trusted, all
    clients are unknown, so that none is blamed for another.
    """
    peer = _read(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if peer is None:  # A local socket: the proxy is this site's own.
        peer = ip_address("127.0.0.1")
    if not forwarded:
        return _name(peer)
    if not _is_trusted(peer):
        return "" if peer.is_loopback else _name(peer)
    for text in reversed(forwarded.split(",")):
        address = _read(text.strip())
        if address is None:
            return ""
        if not _is_trusted(address):
            return _name(address)
        peer = address
    return _name(peer)


def _read(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _is_trusted(address: IPv4Address | IPv6Address) -> bool:
    return any(address in ip_network(one) for one in settings.ATLASVIEWER.trusted_proxies)


def _name(address: IPv4Address | IPv6Address) -> str:
    if isinstance(address, IPv6Address):
        return str(ip_network((int(address), V6_BITS), strict=False))
    return str(address)
