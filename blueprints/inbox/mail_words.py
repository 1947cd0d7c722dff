"""What mails say of notifications: words, and the addresses they lead to."""
from types import SimpleNamespace

from flask import Blueprint, current_app, url_for
from flask_babel import lazy_gettext as _l

from blueprints.inbox.notice_words import said_of
from blueprints.support.addresses import entry_url
from blueprints.support.formats import day
from blueprints.support.language import in_words
from blueprints.support.language import sentence as _
from blueprints.support.language import sentence_of as ngettext
from portal.inbox.lines import Line
from portal.inbox.slips import Slip
from portal.jobs.mails.batch import Why
from portal.jobs.mails.parts import Part, Told

bp = Blueprint("mail_words", __name__)

WHYS = {
    "author": _l("You get this because you wrote there."), "assignee": _l("You get this because it is assigned to you."),
    "mentioned": _l("You get this because you were mentioned."), "approver": _l("You get this because you are asked to decide."),
    "lead": _l("You get this because you lead your side."), "choice": _l("You get this because you follow it."),
    None: _l("You get this because you are on this project."),
}


@bp.app_template_filter()
def told(line: Told, house: str) -> str:
    """Something that happened, as the inbox says it; ``house`` is who did it where its reader knows nobody's name."""
    if line.kind == "mention" and line.by:
        return _("%(name)s mentioned you", name=line.by)
    actor = SimpleNamespace(id=None, called=line.by or house)
    event = line.event and SimpleNamespace(**line.event._asdict(), actor=actor, actor_id=None)
    line = Line(key=None, is_unread=True, kind=line.kind, at=line.at, internal=False, actor=actor, wrote=True, facts=line.facts,
                event=event, excerpt="", has_files=False)
    return said_of(line, None, house)


@bp.app_template_filter()
def why_told(why: Why | None) -> str:
    if why and why.code == "deputy":
        return _("You get this because you stand in for %(name)s.", name=why.name)
    return in_words(WHYS.get(why and why.code, WHYS[None]))


@bp.app_template_global()
def told_all(part: Part) -> list[str]:
    """All of a part in lines: what happened, and how what was said begins."""
    lines = [told(line, part.house) for line in part.lines]
    lines += [_("%(who)s: %(words)s", who=message.by, words=message.glimpse or ", ".join(message.files))
              for message in part.messages]
    return lines + ([ngettext("%(num)s more", "%(num)s more", part.more)] if part.more else [])


@bp.app_template_filter()
def slip_told(slip: Slip) -> str:
    """From which day to which, and why."""
    line = _("Moved from %(old)s to %(new)s", old=day(slip.old), new=day(slip.new))
    return _("%(line)s – %(reason)s", line=line, reason=slip.reason) if slip.reason else line


@bp.app_template_global()
def mail_address(part: Part) -> str:
    """The exact place a mail leads to: the first message it tells of, else the entry, else the project."""
    if part.id is None:
        page = "budgets.show" if any(line.kind == "money" for line in part.lines) else "plans.show"
        return _at(part.host, url_for(page, project_id=part.project_id))
    if part.opens is not None:
        return _at(part.host, url_for("messages.show", project_id=part.project_id, entry_id=part.id, message_id=part.opens))
    return mailed_entry(part, part.host)


@bp.app_template_global()
def mailed_entry(entry, host: str | None) -> str:
    """The page of an entry at the host where the reader of a mail reads it: one mail may tell of several rooms."""
    return _at(host, entry_url(entry))


def _at(host: str | None, path: str) -> str:
    return current_app.config["SETTINGS"].origin_of(host) + path
