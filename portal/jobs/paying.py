"""Paying what is owed: claim some by lease, ask once for all what they still say, send side by side, write down.

Whoever is killed in between lets the lease run out, and what was not written down is tried again; within a lease nobody
else takes it. In a worker the desks do it (``portal.jobs.desks``), which look for themselves. A commit that owes
something nudges, so that nobody waits for their next look; a sweep each minute finds what a crash left.
"""
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from pkgutil import iter_modules
from time import monotonic

import portal.jobs.mails
from portal.base.clock import now
from portal.base.config import Settings
from portal.jobs.claiming import MAILS, PRESSING, PUSHES, Claim, What, claim
from portal.jobs.composing import composed
from portal.jobs.crew import Answer, Parcel, send_all
from portal.jobs.desks import call_desks
from portal.jobs.kinds import Postponed
from portal.jobs.queue import current_settings, current_within, every, job
from portal.jobs.recording import ATTEMPTS, end_unsaid, give_back, record
from portal.jobs.sending import rest, sender_of

for _module in iter_modules(portal.jobs.mails.__path__, "portal.jobs.mails."):
    import_module(_module.name)

#: What was read so long ago, in seconds, and not begun yet is read anew: meanwhile somebody may have lost access.
FRESH = 5
#: While a server is away nobody stands in line at its door.
AWAY = timedelta(seconds=30)


@job
def pay_owed() -> None:
    """Pay everything that is due: by the desks of this process where it has some, else here and now."""
    if not call_desks():
        for what in (PRESSING, PUSHES, MAILS):
            pay(what)


@every(minutes=1)
def sweep() -> None:
    """Find what a lost nudge or a crash left."""
    pay_owed()


def pay(what: What, ends: Callable[[], bool] = lambda: False) -> None:
    """Pay what is due of this, until nothing is any more, or it ``ends``. A server that is away is left alone."""
    settings, used, away = current_settings(), set(), set()
    try:
        while not ends() and (claimed := claim(what, but=frozenset(away))):
            used.add(claimed.channel)
            if _paid(claimed, settings, ends):
                away.add(claimed.channel)
    finally:
        for channel in used:
            rest(channel, settings)


def _paid(claimed: Claim, settings: Settings, ends: Callable[[], bool]) -> bool:
    """Pay one claim; whether its server turned out to be away."""
    until, away = monotonic() + FRESH, []
    deadly = [owed for owed in claimed.owed if owed.attempts > ATTEMPTS]
    if deadly:
        # Every try counts when it is claimed, and none was ever written down.
        record(claimed, [(owed, Answer("later", "the worker ended over it")) for owed in deadly])
        return False
    parcels = _parcels(claimed, settings)

    def written(told) -> None:
        away.extend(answer for _, answer in told if answer.away)
        record(claimed, told)

    left = send_all(parcels, sender_of(claimed.channel, settings), written, within=current_within(),
                    ends=lambda: bool(away) or ends() or monotonic() > until)
    give_back(claimed, [each.owed for each in left], now() + AWAY if away else None)
    return bool(away)


def _parcels(claimed: Claim, settings: Settings) -> list[Parcel]:
    """What is to be sent of a claim; all else of it is written down."""
    said = composed(claimed.owed, settings)
    found = [(owed, said[owed.id]) for owed in claimed.owed]
    end_unsaid(claimed, [owed for owed, what in found if what is None])
    for owed, what in found:
        if isinstance(what, Postponed):
            give_back(claimed, [owed], what.until)
    # The error's own words may be somebody's: its name is enough here, the log has the rest.
    troubled = [(owed, Answer("later", type(what).__name__)) for owed, what in found if isinstance(what, Exception)]
    if troubled:
        record(claimed, troubled)
    return [Parcel(owed, what) for owed, what in found if not (what is None or isinstance(what, Exception | Postponed))]
