"""What reaches me, how soon, by which channel, and when not at all."""
from datetime import time
from types import SimpleNamespace

from flask import Blueprint, flash, url_for
from flask_babel import gettext as _

from blueprints.inbox.preferences_form import BY, KINDS, PACED, PreferencesForm
from blueprints.people.full_session import full_session_only
from blueprints.support.acts import act, answer, commit
from blueprints.support.conflicts import differences
from blueprints.support.door import viewer
from blueprints.support.reader import zone
from blueprints.support.render import render
from portal.notices.preferring import habits_of, paces_of, set_habits, set_pace

bp = Blueprint("preferences", __name__, url_prefix="/me/notifications")


@bp.get("")
@full_session_only
def edit():
    chosen = _chosen()
    return _page(chosen, PreferencesForm(data=vars(chosen), formdata=None))


@bp.put("")
@act("preferences.change")
@full_session_only
def update():
    chosen, form = _chosen(), PreferencesForm()
    if not form.validate_on_submit():
        return _page(chosen, form, status=422)
    if differing := differences(chosen, *vars(chosen)):
        return _page(chosen, form, status=409, differing={name: [_word(form, name, value) for value in pair]
                                                          for name, pair in differing.items()})
    for (kind, channel), name in PACED.items():
        set_pace(user_id=viewer().user_id, kind=kind, channel=channel, pace=form[name].data)
    set_habits(user_id=viewer().user_id, **_habits(form))
    flash(_("Saved."), "done")
    commit(url_for(".edit"))
    return answer()


def _chosen() -> SimpleNamespace:
    """What the reader wants by now, as the form names it."""
    user_id = viewer().user_id
    habits, paces = habits_of([user_id])[user_id], paces_of(user_id)
    return SimpleNamespace(
        private=habits.private, urgent_passes=habits.urgent_passes, digest_weekday=habits.digest_weekday,
        quiet_from=_clock(habits.quiet_from), quiet_until=_clock(habits.quiet_until), digest_at=_clock(habits.digest_at),
        working_days=[day for day in range(7) if habits.working_days >> day & 1],
        **{name: paces[of] for of, name in PACED.items()})


def _habits(form: PreferencesForm) -> dict:
    return {**form.values("private", "urgent_passes", "digest_weekday"),
            **{name: _minute(form[name].data) for name in ("quiet_from", "quiet_until", "digest_at")},
            "working_days": sum(1 << day for day in form.working_days.data)}


def _clock(minute: int | None) -> time | None:
    return None if minute is None else time(minute // 60, minute % 60)


def _minute(clock: time | None) -> int | None:
    return None if clock is None else clock.hour * 60 + clock.minute


def _word(form: PreferencesForm, name: str, value) -> str:
    """A value as a person reads it, whether it is as it was sent or as it is kept."""
    words = {str(choice.value): str(choice.label) for choice in getattr(form[name], "choices", ())}
    told = str(value).strip("[]").split(", ")
    return ", ".join(words.get(each, each) for each in told) if words else str(value)


def _page(chosen: SimpleNamespace, form: PreferencesForm, status: int = 200, differing=None):
    return render("inbox/preferences.html", status=status, form=form, chosen=chosen, fields=vars(chosen), kinds=KINDS,
                  channels=BY, paced=PACED, zone=zone(), differing=differing or {})
