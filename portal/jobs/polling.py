"""Looking into the mailbox that IMAP_URL names: each new mail is taken in, then marked as seen.

Killed between the two, the next look takes it again, and it still posts once.
"""
import logging
from time import monotonic

from portal.channels.imap import Found, Mailbox, MailboxAway, open_mailbox
from portal.jobs.queue import current_settings, every
from portal.jobs.taking_in import ComeBack, take_in

log = logging.getLogger("portico.letters")

#: Other work waits meanwhile: after so many seconds the rest is left for a look of its own, at once.
LONGEST = 15


@every(minutes=1)
def poll_mailbox() -> None:
    """Take in everything that is new."""
    url, until = current_settings().imap_url, monotonic() + LONGEST
    if url is None:
        return None
    try:
        with open_mailbox(url) as mailbox:
            for found in mailbox.new():
                _take(found, mailbox)
                if monotonic() > until:
                    return poll_mailbox.later()
    except MailboxAway as away:
        log.warning("mailbox away", extra={"trouble": str(away)})


def _take(found: Found, mailbox: Mailbox) -> None:
    try:
        take_in(found.raw, way="imap", whole=found.whole)
    except ComeBack as trouble:
        # It stays unseen; those behind it do not wait for it.
        log.warning("mail waits in its mailbox", extra={"trouble": str(trouble)})
    else:
        mailbox.taken(found.uid)
