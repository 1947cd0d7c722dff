"""What is of no use any more goes."""
from portal.base.database import db
from portal.channels.files import open_store
from portal.channels.mail import drop_old_letters
from portal.files.pruning import forget_old_uploads, known_uploads, unclaimed
from portal.history.signal import forget_old_signals
from portal.jobs.queue import current_settings, every
from portal.notices.forgetting import forget_old_deliveries, forget_old_notifications
from portal.people.challenges import forget_old_challenges
from portal.people.doors import forget_old_knocks
from portal.people.operator_links import forget_old_operator_links
from portal.plan.landing.keeping import forget_old_files


@every(hours=1)
def sweep_letters() -> None:
    """Letters in the folder let people in, so they stay a day at most."""
    drop_old_letters(current_settings().data / "mail")


@every(hours=1)
def sweep_uploads() -> None:
    """An upload that nobody goes on with is given up after seven days, with its bytes."""
    forget_old_uploads()
    db.session.commit()
    store, known = open_store(current_settings()), known_uploads()
    # Nobody who writes waits for a store that may be far away.
    db.session.rollback()
    for name in list(unclaimed(store, known)):
        store.delete(name)


@every(hours=1)
def sweep_plan_files() -> None:
    """A plan file that was looked at and not applied within a day is given up."""
    forget_old_files()
    db.session.commit()


@every(at="03:10")
def sweep_doors() -> None:
    """Old challenges, knocks and operator links."""
    forget_old_challenges()
    forget_old_knocks()
    forget_old_operator_links()
    db.session.commit()


@every(at="03:20")
def sweep_deliveries() -> None:
    """Some at a time, so that nobody who writes waits for it."""
    for forget in (forget_old_deliveries, forget_old_notifications):
        while forget():
            db.session.commit()
    db.session.commit()


@every(minutes=10)
def sweep_signals() -> None:
    """Who slept longer than signals stand fetches pages anew."""
    forget_old_signals()
    db.session.commit()
