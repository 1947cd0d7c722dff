"""Reports on an item in the first line of an answer: ``done``, or ``stuck:`` with its reason."""
import re
from typing import NamedTuple
from unicodedata import normalize

from portal.plan.access import may_hear_it_is_over, may_report
from portal.plan.completing import complete
from portal.plan.item import WorkItem
from portal.plan.sticking import report_stuck
from portal.projects.standing import Standing

#: In the languages of the screens, too; nothing else in the line, or it is a sentence like any other.
DONE = re.compile(r"(?:done|erledigt|fertig|fait|terminé|klart|klar)\s*[.!]*", re.IGNORECASE)
STUCK = re.compile(r"(?:stuck|blockiert|hängt|bloqué|bloquée|fastnat|kört fast)\s*:\s*(?P<reason>\S.*)", re.IGNORECASE)
#: As on the screen.
LONGEST_REASON = 1000


class Report(NamedTuple):
    #: ``stuck``, with why; else ``done``.
    reason: str | None
    #: What was written below it.
    rest: str


def report_in(words: str) -> Report | None:
    """The report that an answer begins with, or None."""
    first, _, rest = words.strip().partition("\n")
    # Some devices write é as e and an accent.
    first = normalize("NFC", first)
    if DONE.fullmatch(first.strip()):
        return Report(None, rest.strip())
    stuck = STUCK.fullmatch(first.strip())
    if stuck and len(stuck["reason"]) <= LONGEST_REASON:
        return Report(stuck["reason"].strip(), rest.strip())
    return None


def may_say(report: Report, item: WorkItem, standing: Standing, *, shown_at) -> bool:
    """Whether this is theirs to report, and not contradicted by what happened since they were last told of it."""
    if item.is_archived or not (may_hear_it_is_over(standing, item) if item.is_done else may_report(standing, item)):
        return False
    if report.reason is not None:
        return not item.is_done
    return not (item.is_stuck and item.stuck_at > shown_at)


def act_on(report: Report, item: WorkItem, standing: Standing) -> bool:
    """Do what it says. Whether anything changed: it may have been so already."""
    by = standing.viewer.user
    if report.reason is None:
        return complete(item=item, by=by)
    return report_stuck(item=item, by=by, reason=report.reason)
