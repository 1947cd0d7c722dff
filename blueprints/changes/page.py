"""What the page of a change request hands to its template."""
from blueprints.changes.showing import moved_since, shown
from blueprints.talk.threads import thread_context
from portal.changes import access
from portal.changes.awaiting import question_of
from portal.changes.change_request import ChangeRequest
from portal.changes.effects import effects_of
from portal.changes.kept import kept_for, kept_of
from portal.changes.outlook import Outlook, outlooks_for
from portal.projects.standing import Standing

ACTS = (access.may_word, access.may_work_out, access.may_ask_for_it, access.may_withdraw, access.may_turn_down,
        access.may_propose_again)


def page_of(change: ChangeRequest, standing: Standing) -> dict:
    """Seven statements or fewer beside the thread's."""
    outlook, moved = _outlook(change, standing)
    return {"change": change, "project": standing.project, "standing": standing, "moved": moved,
            "shown": shown(outlook, change, standing) if outlook else None,
            "question": question_of(standing, change), **{may.__name__: may(standing, change) for may in ACTS},
            **thread_context(change, standing)}


def _outlook(change: ChangeRequest, standing: Standing) -> tuple[Outlook | None, list]:
    """Before and after for this reader: as the plan stands while it is open, else as it was; and what has moved meanwhile."""
    if not access.sees_effects(standing, change):
        return None, []
    if not change.is_open:
        return kept_for(standing, change), []
    live, asked = outlooks_for(standing, effects_of(change), kept_of(change))
    return live, moved_since(live, asked) if asked and change.state == "asked" else []
