"""Connections that lead out of the house only: each address a name stands for must be a public one."""
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

#: ``is_global`` lets these pass: relays of 6to4, protocol assignments.
_NOT_4 = [ip_network(net) for net in ("192.0.0.0/24", "192.88.99.0/24")]
#: Of version 6 only global unicast; in it Teredo and kin, documentation and 6to4 hold or hide other addresses.
_GLOBAL_6 = ip_network("2000::/3")
_NOT_6 = [ip_network(net) for net in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]


class NotPublic(Exception):
    """The name stands for an address inside a network, or for none that we know to be outside."""


def is_public(address: str) -> bool:
    """Whether this address is one of the public internet (no NAT64, 6to4, mapped or multicast either)."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv4Address):
        return found.is_global and not found.is_multicast and not any(found in net for net in _NOT_4)
    return isinstance(found, IPv6Address) and found in _GLOBAL_6 and not any(found in net for net in _NOT_6)


def connect_outside(where: tuple[str, int], timeout: float, source=None) -> socket.socket:
    """Connect as ``socket.create_connection`` does, to the very addresses that were looked at. Raises NotPublic, OSError.

    A name that answers anew between looking and connecting (DNS rebinding) leads nowhere else.
    """
    found = socket.getaddrinfo(*where, type=socket.SOCK_STREAM)
    if not found or not all(is_public(address[0]) for *_kind, address in found):
        raise NotPublic(f"{where[0]} stands for an address that is not public")
    trouble: OSError | None = None
    for family, kind, protocol, _name, address in found[:3]:
        end = socket.socket(family, kind, protocol)
        try:
            end.settimeout(timeout)
            end.connect(address)
            return end
        except OSError as error:
            end.close()
            trouble = error
    raise trouble
