"""Which mails there are: ``@mail("kind")`` marks the function that composes one from what is owed."""
import logging
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field

from portal.base.config import Settings
from portal.base.database import db
from portal.branding.brand import PORTICO, BrandFacts
from portal.notices.delivery import Delivery

log = logging.getLogger("portico.mail")


@dataclass(frozen=True, kw_only=True)
class Mail:
    """What ``templates/mail/<template>.txt`` and ``.html`` are filled with, and how the reader writes dates."""

    template: str
    facts: dict = field(default_factory=dict)
    brand: BrandFacts = PORTICO
    locale: str = "en"
    zone: str = "UTC"
    #: Who it shows as its sender, where that is not the brand.
    sender_name: str | None = None
    reply_to: str | None = None
    #: The letter at the beginning of what it belongs to: the same for one person, entry and lane.
    thread: str | None = None
    #: Where one POST, or a look at its page, ends such mails.
    unsubscribe: str | None = None
    #: What is one reader's own within the words, such as addresses: put in where ``hole(name)`` stands.
    own: dict[str, str] = field(default_factory=dict)
    #: Stands for all the facts: mails of one template, brand and language with the same are rendered once.
    alike: Hashable | None = None


#: Composing reads only. None means: no longer to be sent (used, revoked, or its reader lost access).
Composer = Callable[[Delivery, Settings], Mail | None]

MAILS: dict[str, Composer] = {}

#: Composers of many at once, with what each delivery still has to tell; one that is missing in their answer is over.
BatchComposer = Callable[[list[Delivery], dict, Settings], dict[int, Mail]]

BATCHES: dict[str, BatchComposer] = {}


def mail(kind: str) -> Callable[[Composer], Composer]:
    """Mark the composer of this kind of delivery."""
    def known(composer: Composer) -> Composer:
        MAILS[kind] = composer
        return composer
    return known


def mails(*kinds: str) -> Callable[[BatchComposer], BatchComposer]:
    """Mark the composer of whole batches of these kinds. Its statements must not grow with the deliveries."""
    def known(composer: BatchComposer) -> BatchComposer:
        BATCHES.update(dict.fromkeys(kinds, composer))
        return composer
    return known


def composed(deliveries: Iterable[Delivery], notices: dict, settings: Settings) -> dict[int, Mail | Exception | None]:
    """What each delivery says by now: None where that is nothing any more, or the exception that kept it from being made.

    ``notices``: of each delivery that tells of notifications, those that are still to be told (``carried_by``).
    """
    by_kind: dict[str, list[Delivery]] = {}
    for each in deliveries:
        by_kind.setdefault(each.kind, []).append(each)
    found: dict = {}
    for kind, some in by_kind.items():
        found |= _together(some, notices, settings) if kind in BATCHES else {
            each.id: _kept(lambda each=each: MAILS[each.kind](each, settings), each) for each in some}
    return found


def _together(some: list[Delivery], notices: dict, settings: Settings) -> dict[int, Mail | Exception | None]:
    telling = [each for each in some if notices.get(each.id)]
    found: dict = {each.id: None for each in some}
    if not telling:
        return found
    compose = BATCHES[telling[0].kind]
    try:
        return found | compose(telling, notices, settings)
    except Exception:
        # One that cannot be made must not stop the others; what failed has spoilt the transaction they read in.
        db.session.rollback()
        log.exception("a batch of mails failed: each is tried alone", extra={"kind": telling[0].kind})
        return found | {each.id: _kept(lambda each=each: compose([each], notices, settings).get(each.id), each)
                        for each in telling}


def _kept(compose: Callable, delivery: Delivery) -> Mail | Exception | None:
    try:
        return compose()
    except Exception as error:
        log.exception("mail failed", extra={"delivery": delivery.id})
        return error
