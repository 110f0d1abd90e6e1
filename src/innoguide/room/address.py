"""Where phones find this computer: its addresses and a port. Nothing is sent to find out."""

from __future__ import annotations

import random
import socket
import sys
from contextlib import suppress
from ipaddress import IPv4Address

from innoguide.errors import UsageError
from innoguide.texts import t

HERE = "127.0.0.1"
_ANY = "0.0.0.0"
_PROBES = ("203.0.113.1", "192.168.254.254", "10.254.254.254", "172.31.254.254")
"""Nobody's address first, for the way out that is used by default; then one of each kind of local network."""
_PORTS = range(8100, 9000)
"""Short to type, and below those that systems lend to programs: the same port is free again after a stop."""
_TRIES = 20


def find_addresses(*, lan: bool) -> list[str]:
    """Return this computer's addresses, the most likely first: on the local network, or only for this computer."""
    if not lan:
        return [HERE]
    found = [address for probe in _PROBES if (address := _way_to(probe))]
    with suppress(OSError):
        found += [str(one[4][0]) for one in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    return [one for one in dict.fromkeys(found) if _reaches(IPv4Address(one))]


def _way_to(probe: str) -> str:
    """Return the address that this computer would send from to *probe*; a UDP socket is connected without sending."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
        asker.connect((probe, 9))
        return str(asker.getsockname()[0])
    return ""


def _reaches(address: IPv4Address) -> bool:
    return not (address.is_loopback or address.is_link_local or address.is_unspecified)


def listen(*, lan: bool, port: int) -> socket.socket | None:
    """Return a socket that listens at *port*, or None if it is taken or not allowed."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # On Windows the same option would let two programs have one port.
    listener.setsockopt(socket.SOL_SOCKET, _OWN_PORT, 1)
    try:
        listener.bind((_ANY if lan else HERE, port))
        listener.listen(512)
    except OSError:
        listener.close()
        return None
    return listener


def listen_somewhere(*, lan: bool) -> socket.socket:
    """Return a socket that listens at a port that was free. Raises `UsageError`."""
    for port in (*random.sample(_PORTS, _TRIES), 0):
        if listener := listen(lan=lan, port=port):
            return listener
    raise UsageError(t("room_no_port"), t("room_no_port_hint"))


if sys.platform == "win32":
    _OWN_PORT = socket.SO_EXCLUSIVEADDRUSE
else:
    _OWN_PORT = socket.SO_REUSEADDR
