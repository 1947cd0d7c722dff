"""The promised date of an item: promised, moved with a reason, taken back."""
from uuid import UUID

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.plan.finding import item_or_404
from blueprints.plan.forms import PromiseForm
from blueprints.plan.sheets import sheet
from blueprints.support.acts import abort_unless, act, answer, commit
from blueprints.support.conflicts import differences
from blueprints.support.door import viewer
from blueprints.support.keeping import kept
from portal.base.clock import today
from portal.budgets.access import sees_spendings
from portal.budgets.ledger import causes_of, kept_of
from portal.budgets.reading import spent_on
from portal.plan.access import may_promise
from portal.plan.promising import ReasonMissing, promise, promises_with_people
from portal.talk.people import names_for

bp = Blueprint("promises", __name__, url_prefix="/projects/<uuid:project_id>/items/<uuid:item_id>/promises")


@bp.get("")
@kept
def index(project_id: UUID, item_id: UUID):
    item, standing = item_or_404(project_id, item_id, hands=False)
    promises = promises_with_people(item, side=standing.side)
    return sheet("promises", title=_("Promised dates"), back=_home(item), item=item, promises=promises,
                 kept=kept_of(item, promises), today=today(item.project.workspace.time_zone), is_staff=standing.is_staff,
                 spent=spent_on(item) if sees_spendings(standing) else None,
                 names=names_for(viewer(), item.project, staff_here=standing.is_staff),
                 causes=causes_of(viewer(), {kept.cause_id for kept in promises}))


@bp.get("/new")
def new(project_id: UUID, item_id: UUID):
    item = _promisable(project_id, item_id)
    return _form(item, PromiseForm(day=item.promised))


@bp.post("")
@act("item.promise")
def create(project_id: UUID, item_id: UUID):
    item = _promisable(project_id, item_id)
    form = PromiseForm()
    if not form.validate_on_submit():
        return _form(item, form, status=422)
    if item.promised != form.day.data and (differing := differences(item, "promised")):
        return _form(item, form, status=409, differing=differing)
    try:
        promise(item=item, by=viewer().user, day=form.day.data, reason=form.reason.data, kind=form.kind.data)
    except ReasonMissing:
        form.reason.errors = [_("A promised date moves with a reason: say why.")]
        return _form(item, form, status=422)
    commit(_home(item))
    return answer()


def _promisable(project_id, item_id):
    item, standing = item_or_404(project_id, item_id, hands=False)
    abort_unless(may_promise(standing))
    return item


def _form(item, form, *, status=200, differing=None):
    return sheet("promise", title=_("Promised date"), back=_home(item), status=status, item=item, form=form,
                 differing=differing or {})


def _home(item) -> str:
    return url_for("items.show", project_id=item.project_id, item_id=item.id)
