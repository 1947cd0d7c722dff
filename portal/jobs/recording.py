"""Writing down what became of what was claimed, several at once, and only while it is still ours."""
import logging
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from random import uniform
from time import sleep

from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from portal.base.clock import now
from portal.base.database import db
from portal.jobs.claiming import Claim, Owed
from portal.jobs.crew import Answer
from portal.jobs.mails.standing import note_outcomes
from portal.notices.delivery import Delivery
from portal.notices.subscribing import note_pushes
from portal.notices.tallying import add_to_tally

log = logging.getLogger("portico.paying")

#: With the waits below: for about a day and a half.
ATTEMPTS = 12
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=20), timedelta(hours=6)
#: Before each further try to write down what was told, in seconds.
PAUSES = (0.1, 1, 3)


def record(claim: Claim, told: Collection[tuple[Owed, Answer]]) -> None:
    """What was told together, in one transaction. Commits. Raises OperationalError where the database does not take it."""
    told = [(owed, _given_up(owed, answer)) for owed, answer in told]
    for pause in (*PAUSES, None):
        try:
            return _record(claim, told)
        except OperationalError:
            # What has left and is not written down would leave again.
            db.session.rollback()
            if pause is None:
                raise
            sleep(pause)


def _record(claim: Claim, told: list[tuple[Owed, Answer]]) -> None:
    NOTES[claim.channel](told)
    alike = defaultdict(list)
    for owed, answer in told:
        _log(owed, answer)
        # Waits differ from one to the next; what was sent is written in one statement.
        alike[answer if answer.outcome != "later" else owed.id].append((owed, answer))
    for some in alike.values():
        _write(claim, [owed for owed, _ in some], **_values(*some[0]))
    add_to_tally(Counter((claim.channel, _kept(answer)) for _, answer in told))
    db.session.commit()


def end_unsaid(claim: Claim, some: Iterable[Owed]) -> None:
    """Nothing is to be said any more. Commits."""
    some = list(some)
    if some:
        _write(claim, some, ended_at=now(), outcome="cancelled", trouble=None)
        add_to_tally(Counter({(claim.channel, "cancelled"): len(some)}))
        db.session.commit()


def give_back(claim: Claim, some: Iterable[Owed], until: datetime | None = None) -> None:
    """What was not tried is anybody's again, now or later: no try is counted. Commits."""
    some = list(some)
    if some:
        later = {"due_at": until} if until else {}
        _write(claim, some, attempts=Delivery.attempts - 1, **later)
        db.session.commit()


def _values(owed: Owed, answer: Answer) -> dict:
    trouble = answer.trouble and answer.trouble[:300]
    if answer.outcome == "later":
        return {"due_at": now() + wait_after(owed.attempts, answer.wait), "trouble": trouble}
    return {"ended_at": now(), "outcome": _kept(answer), "trouble": trouble}


def _kept(answer: Answer) -> str:
    """As the outcome is kept: what was given up counts as refused."""
    return "refused" if answer.outcome == "given_up" else answer.outcome


def wait_after(attempts: int, asked: float | None = None) -> timedelta:
    """Ever longer from one try to the next, and no sooner than the other side asks; not all at the same moment."""
    wait = min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT) * uniform(0.8, 1.2)
    return max(wait, timedelta(seconds=asked or 0) * uniform(1, 1.2))


def _given_up(owed: Owed, answer: Answer) -> Answer:
    if answer.outcome == "later" and owed.attempts >= ATTEMPTS:
        return replace(answer, outcome="given_up", trouble=f"given up: {answer.trouble}")
    return answer


def _note_mails(told: list[tuple[Owed, Answer]]) -> None:
    note_outcomes((owed, answer.outcome, answer.trouble, answer.about) for owed, answer in told)


def _note_pushes(told: list[tuple[Owed, Answer]]) -> None:
    note_pushes((owed.subscription_id, _kept(answer)) for owed, answer in told if answer.about != "server")


#: What else the outcomes of a channel mean, written in the same transaction.
NOTES = {"mail": _note_mails, "push": _note_pushes}


def _write(claim: Claim, some: list[Owed], **values) -> None:
    # Only while the lease is still ours: after it, another may have taken over.
    db.session.execute(update(Delivery).where(Delivery.id.in_([each.id for each in some]), Delivery.claimed_until == claim.until)
                       .values(claimed_until=None, **values), execution_options={"synchronize_session": False})


def _log(owed: Owed, answer: Answer) -> None:
    level = logging.INFO if answer.outcome == "sent" else logging.WARNING
    log.log(level, "%s %s", owed.channel, answer.outcome,
            extra={"delivery": owed.id, **({"trouble": answer.trouble} if answer.trouble else {})})
