"""From what a mail says to the letter that leaves."""
from urllib.parse import urlsplit

from portal.base.config import Settings
from portal.channels.mail import Letter
from portal.jobs.mails.kinds import Mail
from portal.jobs.rendering import rendered
from portal.letters.addressing import bounce_address
from portal.letters.numbers import mail_name


def written(mail: Mail, delivery, settings: Settings) -> Letter:
    """The letter of a delivery (anything with its id, address and created_at). Needs the application, and no database."""
    subject, text, html = rendered(mail)
    host = urlsplit(settings.base_url).hostname
    return Letter(to=delivery.address, subject=subject, text=text, html=html, sender=settings.mail_from,
                  sender_name=mail.sender_name or mail.brand.name, reply_to=mail.reply_to, unsubscribe=mail.unsubscribe,
                  # The same each time this delivery is tried, so that a receiver can tell.
                  message_id=f"{mail_name(delivery.id, int(delivery.created_at.timestamp()), settings.secret_key)}@{host}",
                  thread=mail.thread and f"{mail.thread}@{host}", bounces_to=bounce_address(delivery.address, settings))
