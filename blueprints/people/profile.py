"""Me: name, language, time zone."""
from flask import Blueprint, flash, url_for
from flask_babel import force_locale, gettext

from blueprints.people.full_session import full_session_only
from blueprints.people.profile_form import ProfileForm
from blueprints.support.acts import act, answer, commit
from blueprints.support.conflicts import differences
from blueprints.support.door import viewer
from blueprints.support.keeping import kept
from blueprints.support.reader import locale
from blueprints.support.render import render
from portal.people.profiles import FIELDS, change_profile

bp = Blueprint("profile", __name__, url_prefix="/me")


@bp.get("")
@kept
@full_session_only
def edit():
    user = viewer().user
    return _page(ProfileForm(data={field: getattr(user, field) or "" for field in FIELDS}, formdata=None))


@bp.put("")
@act("profile.change")
@full_session_only
def update():
    user, form = viewer().user, ProfileForm()
    if not form.validate_on_submit():
        return _page(form, status=422)
    if differing := differences(user, *FIELDS):
        return _page(form, status=409, differing=differing)
    change_profile(user=user, **form.values(*FIELDS))
    with force_locale(user.locale or locale()):
        flash(gettext("Your profile is saved."), "done")
    commit(url_for("profile.edit"))
    return answer()


def _page(form, status: int = 200, differing=None):
    return render("people/profile.html", status=status, form=form, user=viewer().user, differing=differing or {},
                  fields=FIELDS)
