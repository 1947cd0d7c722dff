"""What a change request is about stays: it can be archived, not deleted."""
from sqlalchemy import select

from portal.changes.effect import Effect
from portal.plan.archiving import kept_by


def _concerned(branch):
    return select(Effect.id).where(Effect.entry_id.in_(branch))


kept_by.append(_concerned)
