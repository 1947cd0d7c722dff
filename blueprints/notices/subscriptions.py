"""Pushes on my devices: asking for them, trying them, ending them."""
from typing import NamedTuple
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, request, url_for
from flask_babel import gettext as _

from blueprints.notices.subscription_form import SubscriptionForm
from blueprints.people.device_name import device_name
from blueprints.people.full_session import full_session_only
from blueprints.support.acts import act, act_id, answer, commit
from blueprints.support.door import this_session, viewer
from blueprints.support.errors import sorry
from blueprints.support.page import worker_address
from blueprints.support.render import render
from portal.base.vapid import public_key
from portal.notices.owing import is_owed, owe_push
from portal.notices.subscribing import end_subscription, find_subscription, subscribe, subscriptions_by_session
from portal.notices.subscription import PushSubscription

bp = Blueprint("subscriptions", __name__, url_prefix="/me/devices/subscriptions")


class PushHere(NamedTuple):
    """What the card that offers pushes needs to know of this device."""

    key: str
    subscription: PushSubscription | None


@bp.app_template_global()
def push_here(found: dict[UUID, PushSubscription] | None = None) -> PushHere | None:
    """Pushes on this device; None where there are none: on a shared computer, for a guest of one invitation, without a worker.

    ``found`` are the reader's own by session, where they are known already.
    """
    session = this_session()
    if session is None or session.limited or session.shared_computer or not _has_worker():
        return None
    found = subscriptions_by_session(session.user_id) if found is None else found
    return PushHere(public_key(current_app.config["SETTINGS"].vapid_private_key), found.get(session.id))


@bp.post("")
@act("push.subscribe")
@full_session_only
def create():
    """This browser wants pushes, in place of what it wanted before."""
    if this_session().shared_computer or not _has_worker():
        abort(sorry(403, _("Not on this device"), _("On a computer that others use too nothing of yours is shown."), "shared"))
    form = SubscriptionForm()
    if not form.validate_on_submit():
        return render("notices/push_refused.html", status=422, form=form)
    subscribe(subscription_id=act_id(), user_id=viewer().user_id, session_id=this_session().id,
              device=device_name(request.user_agent.string), **form.values("endpoint", "p256dh", "auth"))
    flash(_("Notifications are on. Try whether they arrive."), "done")
    commit(url_for("devices.index"))
    return answer(status=201)


@bp.delete("/<uuid:subscription_id>")
@act("push.unsubscribe")
@full_session_only
def destroy(subscription_id: UUID):
    end_subscription(_found(subscription_id))
    flash(_("This device gets no notifications any more."), "done")
    commit(url_for("devices.index"))
    return answer()


@bp.post("/<uuid:subscription_id>/trials")
@act("push.try")
@full_session_only
def create_trial(subscription_id: UUID):
    """Something arrives there, to see whether it does; one at a time."""
    subscription = _found(subscription_id)
    waits = is_owed(kind="trial", subscription_id=subscription.id)
    if not waits:
        owe_push(kind="trial", subscription_id=subscription.id, user_id=subscription.user_id)
    flash(_("A notification is on its way. It should be there within a minute."), "done")
    commit(url_for("devices.index"), changed=not waits)
    return answer(status=201)


def _found(subscription_id: UUID) -> PushSubscription:
    return find_subscription(viewer().user_id, subscription_id) or abort(404)


def _has_worker() -> bool:
    return worker_address(current_app.config["SETTINGS"]) is not None
