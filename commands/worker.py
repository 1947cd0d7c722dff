"""``worker``: run the background jobs. ``bin/serve`` starts one; more may run beside it."""
import logging.config
import signal
from importlib import import_module
from typing import TYPE_CHECKING

import click

from commands.in_a_line import in_a_line

if TYPE_CHECKING:
    from portal.base.config import Settings


@click.command("worker")
@click.option("--threads", default=1, show_default=True, type=click.IntRange(1, 32), help="Jobs done at the same time.")
def command(threads: int) -> None:
    """Run the background jobs until told to stop."""
    try:
        # From here on a stop is taken as one, also while things are loaded: the supervisor held it back.
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        from portal.base.config import load_settings

        work(load_settings(), threads)
    except KeyboardInterrupt:
        # Told to stop by hand, and all that was begun is done: nothing went wrong.
        pass


def work(settings: "Settings", threads: int) -> None:
    """Do the jobs of these settings, pay what is owed and tell the news, until a signal."""
    from portal.base.logs import logging_config

    logging.config.dictConfig(logging_config(settings.log_level))
    app = import_module("app").create_app(settings)
    with app.app_context():
        from portal.jobs.desks import close_desks, open_desks
        from portal.jobs.heartbeat import beat
        from portal.jobs.noticing import Teller
        from portal.jobs.paying import pay
        from portal.jobs.queue import current_queue

        beat()
        queue, desks = current_queue(), open_desks(pay, app.app_context)
        teller = Teller(settings, app.app_context)
        teller.start()
    try:
        queue.create_consumer(workers=threads, worker_type="thread", initial_delay=0.1, max_delay=0.5,
                              check_worker_health=True, shutdown_timeout=5).run()
    finally:
        teller.end()
        with app.app_context():
            close_desks(desks)


if __name__ == "__main__":
    # Without the other commands and what they import: it runs all day and shall be small.
    with in_a_line():
        command(prog_name="bin/portico worker")
