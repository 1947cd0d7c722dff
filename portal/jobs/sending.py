"""How a parcel of each channel leaves, and what the answer of the other side means. Run in threads without database."""
import logging
from collections.abc import Callable

from portal.base.config import Settings
from portal.channels.mail import LetterDelayed, LetterRefused, Post, ServerAway, post_of
from portal.channels.webpush import PushDelayed, PushGone, PushRefused, PushUnsigned, push_post_of
from portal.jobs.crew import Answer, Parcel
from portal.jobs.mails.written import written

log = logging.getLogger("portico.paying")


def sender_of(channel: str, settings: Settings) -> Callable[[Parcel], Answer]:
    """What sends a parcel by this channel."""
    def send(parcel: Parcel) -> Answer:
        try:
            return SENDERS[channel](parcel, settings)
        except Exception as error:
            # One that cannot be written must not stop the others; the error's own words may be somebody's.
            log.exception("not sent", extra={"delivery": parcel.owed.id})
            return Answer("later", type(error).__name__)
    return send


def rest(channel: str, settings: Settings) -> None:
    """Close the connections that were kept open: nothing more is due for now."""
    (_post(settings) if channel == "mail" else push_post_of(settings)).rest()


def _mail(parcel: Parcel, settings: Settings) -> Answer:
    try:
        _post(settings).send(written(parcel.said, parcel.owed, settings))
    except LetterRefused as error:
        return Answer("refused", str(error), error.about)
    except LetterDelayed as error:
        return Answer("later", str(error), error.about, away=isinstance(error, ServerAway))
    return Answer("sent")


def _post(settings: Settings) -> Post:
    return post_of(settings.smtp_url, settings.data / "mail")


def _push(parcel: Parcel, settings: Settings) -> Answer:
    try:
        push_post_of(settings).send(parcel.said)
    except PushGone as error:
        return Answer("gone", str(error))
    except PushUnsigned as error:
        return Answer("refused", str(error), about="server")
    except PushRefused as error:
        return Answer("refused", str(error))
    except PushDelayed as error:
        # Each browser has its own push service: one that is away says nothing of the others.
        return Answer("later", str(error), wait=error.retry_after)
    return Answer("sent")


SENDERS = {"mail": _mail, "push": _push}
