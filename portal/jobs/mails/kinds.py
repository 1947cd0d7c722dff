"""Which mails there are: ``@mail("kind")`` marks the function that composes one from what is owed."""
from collections.abc import Callable
from dataclasses import dataclass, field

from portal.base.config import Settings
from portal.branding.brand import PORTICO, BrandFacts
from portal.notices.delivery import Delivery


@dataclass(frozen=True, kw_only=True)
class Mail:
    """What ``templates/mail/<template>.txt`` and ``.html`` are filled with, and how the reader writes dates."""

    template: str
    facts: dict = field(default_factory=dict)
    brand: BrandFacts = PORTICO
    locale: str = "en"
    zone: str = "UTC"
    reply_to: str | None = None


#: Composing reads only. None means: no longer to be sent (used, revoked, or its reader lost access).
Composer = Callable[[Delivery, Settings], Mail | None]

MAILS: dict[str, Composer] = {}


def mail(kind: str) -> Callable[[Composer], Composer]:
    """Mark the composer of this kind of delivery."""
    def known(composer: Composer) -> Composer:
        MAILS[kind] = composer
        return composer
    return known
