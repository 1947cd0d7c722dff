"""``mail-in``: take mail from a mail server. ``bin/serve`` runs it where MAIL_IN_LISTEN is set."""
import asyncio
import logging
import logging.config
from importlib import import_module

import click

from commands.in_a_line import in_a_line
from portal.base.config import SettingRefused, load_settings
from portal.base.logs import logging_config


@click.command("mail-in")
def command() -> None:
    """Take in mail at MAIL_IN_LISTEN, by LMTP or SMTP, until told to stop."""
    settings = load_settings()
    if settings.mail_in_listen is None:
        raise SettingRefused("MAIL_IN_LISTEN is not set: say where to listen, such as lmtp://127.0.0.1:8024.")
    logging.config.dictConfig(logging_config(settings.log_level))
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    app = import_module("app").create_app(settings)
    # Here, so that other commands need not load a mail server.
    from portal.channels.mail_door import Door, keep_open
    from portal.jobs.taking_in import take_in
    from portal.letters.addressing import word_in

    def take(raw: bytes, recipients: list[str]) -> None:
        with app.app_context():
            take_in(raw, way="lmtp", recipients=recipients)

    async def listen() -> None:
        await keep_open(settings.mail_in_listen, Door(lambda address: word_in(address, settings) is not None, take))

    try:
        asyncio.run(listen())
    except OSError as error:
        raise SettingRefused(f"MAIL_IN_LISTEN cannot be listened at: {error.strerror}.") from None


if __name__ == "__main__":
    # Without the other commands and what they import: it runs all day and shall be small.
    with in_a_line():
        command(prog_name="bin/portico mail-in")
