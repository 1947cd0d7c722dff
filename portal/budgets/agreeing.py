"""What is agreed to be spent on a project. Every figure it ever had is kept, with who moved it and why."""
from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from portal.base.database import db
from portal.budgets.budget import UNITS, currency_of
from portal.budgets.move import MOVE_KINDS, BudgetMove
from portal.budgets.warning import sides_of, watch_budget
from portal.history.recording import record_event
from portal.people.membership import Membership
from portal.people.user import User
from portal.plan.promising import ReasonMissing
from portal.projects.member import ProjectMember
from portal.projects.project import Project

#: What of a project is agreed on here.
AGREED = ("budget", "budget_unit", "budget_currency")

#: What follows once the budget is shown to sponsors or hidden from them: rooms above add theirs.
shown_or_hidden: list[Callable[[Project, User], None]] = []


def agree(*, project: Project, by: User, amount: Decimal | None, reason: str = "", kind: str = "agreed", unit: str | None = None,
          currency: str | None = None, cause_id: UUID | None = None) -> bool:
    """Agree on a budget, move it, or take it back (None). What it is already changes nothing. Raises ReasonMissing.

    Unit and currency stay as they are unless told; ``cause_id`` names the change request it came with. The project has its
    workspace loaded.
    """
    if kind not in MOVE_KINDS or unit not in (None, *UNITS):
        raise ValueError(f"{kind} in {unit}")
    # Whoever agrees meanwhile waits: each move begins where the last one ended.
    db.session.refresh(project, [*AGREED, "budget_shared"], with_for_update=True)
    before, was = project.budget, (project.budget_unit, project.budget_currency or currency or currency_of(project))
    now_in = unit or was[0], currency or was[1]
    if before == amount and (amount is None or was == now_in):
        return False
    if before is not None and not reason.strip():
        raise ReasonMissing(project.id)
    project.budget, (project.budget_unit, project.budget_currency) = amount, now_in
    old = before if was == now_in else None
    db.session.add(BudgetMove(workspace_id=project.workspace_id, project_id=project.id, old=old, new=amount, unit=now_in[0],
                              currency=now_in[1], kind=kind, reason=reason.strip(), cause_id=cause_id,
                              shared=project.budget_shared, by_id=by.id))
    # Never in the shared lane: all contacts on the project read that, and money is the sponsors'.
    record_event(workspace_id=project.workspace_id, project_id=project.id, actor_id=by.id, verb="budget.agreed", field="budget",
                 old=told(old, *now_in), new=told(amount, *now_in) | {"to": sides_of(project)}, reason=reason.strip() or None)
    db.session.flush()
    watch_budget(project)
    return True


def share_budget(*, project: Project, by: User, shared: bool) -> bool:
    """Show the budget to the client's sponsors as a whole (agreed, spent, expected), or hide it. As it is: nothing happens."""
    db.session.refresh(project, ["budget_shared"], with_for_update=True)
    if project.budget_shared == shared:
        return False
    project.budget_shared = shared
    record_event(workspace_id=project.workspace_id, project_id=project.id, actor_id=by.id, field="budget_shared",
                 verb="budget.shared" if shared else "budget.hidden")
    db.session.flush()
    if shared:
        watch_budget(project)
    else:
        for user in db.session.scalars(_sponsors(project)):
            user.lose_access()
    for follow in shown_or_hidden:
        follow(project, by)
    return True


def set_rate(*, project: Project, by: User, rate: Decimal | None) -> bool:
    """Say what an hour counts in money from now on, and for hours noted before without a price. As it is: nothing happens."""
    if project.budget_rate == rate:
        return False
    old, project.budget_rate = project.budget_rate, rate
    record_event(workspace_id=project.workspace_id, project_id=project.id, actor_id=by.id, verb="budget.rated",
                 field="budget_rate", old=told(old, "money", currency_of(project)), new=told(rate, "money", currency_of(project)))
    db.session.flush()
    watch_budget(project)
    return True


def _sponsors(project: Project):
    return (select(User).join(Membership, Membership.user_id == User.id)
            .join(ProjectMember, ProjectMember.membership_id == Membership.id)
            .where(ProjectMember.project_id == project.id, Membership.client_id == project.client_id,
                   Membership.role == "sponsor"))


def told(amount: Decimal | None, unit: str, currency: str) -> dict:
    """An amount as history keeps it."""
    return {"amount": None if amount is None else str(amount), "unit": unit, "currency": currency}
