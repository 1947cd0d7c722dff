"""Whose room it is: a client's own brand where it has one, else that of the workspace."""
from collections.abc import Iterable
from dataclasses import dataclass, replace

from portal.branding.stylesheet import DEFAULT_COLOUR
from portal.people.client import Client
from portal.people.hosts import host_of
from portal.people.membership import Membership
from portal.people.workspace import Workspace


@dataclass(frozen=True)
class BrandFacts:
    name: str = "Portico"
    colour: str = DEFAULT_COLOUR
    logo_hash: str | None = None
    #: Where its links lead; None: to the portal's own address.
    host: str | None = None


PORTICO = BrandFacts()


def brand_of(workspace: Workspace, client: Client | None = None) -> BrandFacts:
    """The brand of a client's room, part by part with the workspace's behind it; the name is the provider's."""
    return BrandFacts(name=workspace.name,
                      colour=(client and client.brand_color) or workspace.brand_color,
                      logo_hash=(client and client.logo_hash) or workspace.logo_hash, host=host_of(workspace, client))


def brand_among(memberships: Iterable[Membership]) -> BrandFacts:
    """The one brand these memberships share; Portico's own where there are several rooms, or none."""
    brands = {brand_of(seat.workspace, seat.client) for seat in memberships}
    # Rooms that look alike are one brand, wherever each of them is reached.
    looks = {replace(brand, host=None) for brand in brands}
    return brands.pop() if len(brands) == 1 else looks.pop() if len(looks) == 1 else PORTICO


def locale_among(memberships: Iterable[Membership]) -> str | None:
    """The language of the rooms somebody belongs to, while they have not chosen their own."""
    found = {(seat.client and seat.client.locale) or seat.workspace.locale for seat in memberships}
    return found.pop() if len(found) == 1 else None


def zone_among(memberships: Iterable[Membership]) -> str | None:
    """The time zone of the rooms somebody belongs to, while they have not chosen their own."""
    found = {seat.workspace.time_zone for seat in memberships}
    return found.pop() if len(found) == 1 else None
