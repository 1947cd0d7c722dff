"""The mail of something somebody should know, at once or several things gathered: what happened, what was said, where it is.

All of it can be answered by mail, each at one address. With private mode on it says that there is something, and where to look.
"""
from typing import TYPE_CHECKING

from portal.base.config import Settings
from portal.branding.brand import brand_among, brand_of, locale_among, zone_among
from portal.inbox.mail_choices import mail_token
from portal.inbox.rules import RULES
from portal.jobs.mails.batch import Batch, Why, read_batch
from portal.jobs.mails.kinds import Mail, mails
from portal.jobs.mails.parts import Part, parts_of
from portal.letters.addressing import address_of_several
from portal.notices.delivery import Delivery
from portal.people.membership import Membership
from portal.people.tokens import derived
from portal.people.user import User

if TYPE_CHECKING:
    from portal.inbox.owed import Notice

#: So many threads are told in one mail.
PARTS = 12
TOLD_TO_LEADS = {rule["lead"] for rule in RULES.values() if "lead" in rule}


@mails("notice", "bundle")
def compose(deliveries: list[Delivery], notices: dict[int, list["Notice"]], settings: Settings) -> dict[int, Mail]:
    """One mail for each; none for whoever left meanwhile."""
    batch = read_batch(deliveries, notices, settings)
    made = {each.id: _mail(each, notices[each.id], batch, settings) for each in deliveries}
    return {id: mail for id, mail in made.items() if mail is not None}


def _mail(delivery: Delivery, notices: list["Notice"], batch: Batch, settings: Settings) -> Mail | None:
    user, parts = batch.users.get(delivery.user_id), parts_of(notices, delivery.user_id, batch)
    if user is None or not parts:
        return None
    seats = {seat.id: seat for _part, seat in parts}.values()
    facts = {"brand": brand_among(seats) if len(seats) > 1 else _brand(parts[0][1]), **language_of(user, seats)}
    rooms = {seat.workspace_id for seat in seats}
    facts["reply_to"] = reply_to([part for part, _seat in parts], delivery, batch, settings, of_one_room=len(rooms) == 1)
    if user.id in batch.private:
        unsubscribe = unsubscribe_address(user, None, settings)
        return Mail(template="private", alike=(), unsubscribe=unsubscribe, own={"unsubscribe": unsubscribe}, **facts)
    if len(parts) == 1:
        return _of_one(*parts[0], user, batch, settings, facts)
    return _of_many([part for part, _seat in parts], user, batch, settings, facts)


def reply_to(parts: list[Part], delivery: Delivery, batch: Batch, settings: Settings, *, of_one_room: bool) -> str | None:
    """The one address at which a mail is answered: that of its thread; where it tells of several or none, one of its own.

    Words that arrive at the latter go into no thread. None where no mail comes in.
    """
    threads = {(part.id, part.lane) for part in parts}
    only = threads.pop() if len(threads) == 1 else None
    return (only and batch.replies.get((delivery.user_id, *only))) or address_of_several(
        delivery, settings, of_one_room=of_one_room)


def _of_one(part: Part, seat: Membership, user: User, batch: Batch, settings: Settings, facts: dict) -> Mail:
    """About a single thread: it can be answered as it is, and stands beside its like in the reader's mail program."""
    reply, why = batch.replies.get((user.id, part.id, part.lane)), _why(part, seat, batch)
    about = unsubscribe_address(user, part.id, settings)
    return Mail(template="notice", facts={"part": part, "why": why, "answers": reply is not None},
                alike=repr((part, why, reply is not None)), own={"unsubscribe": about}, unsubscribe=about,
                thread=thread_of(user, part, settings), sender_name=_sender(part, facts["brand"].name), **facts)


def _why(part: Part, seat: Membership, batch: Batch) -> Why | None:
    """Why somebody gets it: as they follow it; a client's lead hears of its dates without that."""
    leads = seat.lead and not seat.is_staff and any(line.kind in TOLD_TO_LEADS for line in part.lines)
    return batch.whys.get((seat.user_id, part.id)) or (Why("lead") if leads else None)


def _of_many(parts: list[Part], user: User, batch: Batch, settings: Settings, facts: dict) -> Mail:
    """About several threads: each has its own address to be answered at. What is too much for a mail stands in the inbox."""
    parts, further = parts[:PARTS], len(parts[PARTS:])
    replies = [batch.replies.get((user.id, part.id, part.lane)) for part in parts]
    own = {f"reply_{_letters(at)}": reply for at, reply in enumerate(replies) if reply}
    holes = tuple(f"reply_{_letters(at)}" if reply else None for at, reply in enumerate(replies))
    unsubscribe = unsubscribe_address(user, None, settings)
    return Mail(template="bundle", facts={"parts": tuple(zip(parts, holes, strict=True)), "further": further},
                alike=repr((parts, holes, further)),
                own={"unsubscribe": unsubscribe, **own}, unsubscribe=unsubscribe, **facts)


def thread_of(user: User, part: Part, settings: Settings) -> str:
    """The letter that begins a conversation: the same for one person, entry and lane, and of no meaning to anybody else."""
    return "t" + derived(settings.secret_key, f"mail-thread:{user.id}:{part.lane}", part.id or part.project_id).hex()[:32]


def unsubscribe_address(user: User, entry_id, settings: Settings) -> str:
    """Where these mails end by one POST, and where a page lets choose (``blueprints/inbox/unsubscribing.py``).

    At the portal's own address: it is about the mails of all rooms, and no owner of one of them is to end those of others.
    """
    address = f"{settings.base_url}/unsubscribe/{mail_token(settings.secret_key, user.id, entry_id)}"
    return f"{address}/{entry_id}" if entry_id else address


def language_of(user: User, seats) -> dict[str, str]:
    """The language and zone somebody reads in: their own choice, else that of their rooms."""
    return {"locale": user.locale or locale_among(seats) or "en", "zone": user.time_zone or zone_among(seats) or "UTC"}


def _brand(seat: Membership):
    return brand_of(seat.workspace, seat.client)


def _sender(part: Part, house: str) -> str | None:
    """Whoever did all of it, beside the house; None where it was several."""
    names = {each.by for each in (*part.lines, *part.messages)}
    only = names.pop() if len(names) == 1 else None
    return f"{only} ({house})" if only else None


def _letters(number: int) -> str:
    return "".join("abcdefghij"[int(digit)] for digit in str(number))
