"""``worker``: run the background jobs. ``bin/serve`` starts one; more may run beside it."""
import click
from flask.cli import with_appcontext

from portal.jobs.heartbeat import beat
from portal.jobs.queue import current_queue


@click.command("worker")
@click.option("--threads", default=1, show_default=True, type=click.IntRange(1, 32), help="Jobs done at the same time.")
@with_appcontext
def command(threads: int) -> None:
    """Run the background jobs until told to stop."""
    beat()
    current_queue().create_consumer(workers=threads, worker_type="thread", initial_delay=0.1, max_delay=0.5,
                                    check_worker_health=True, shutdown_timeout=5).run()
