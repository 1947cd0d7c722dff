"""Filing a letter: its words become a message of who files it, in the thread they choose."""
from uuid import UUID

from flask import Blueprint, flash, request, url_for
from flask_babel import gettext as _

from blueprints.files.choosing import let_go
from blueprints.files.sentences import file_sentence
from blueprints.letters.finding import line_or_404
from blueprints.letters.showing import entry_asked, glimpse_of, letter_page, standing_there
from blueprints.support.acts import abort_unless, act, act_id, answer, commit
from blueprints.support.door import this_session, viewer
from blueprints.support.formats import day
from blueprints.support.store import store
from blueprints.support.transactions import begin_writing, looks_first
from portal.entries.visible import OutOfReach, stay_visible
from portal.files.refusal import FileRefused
from portal.letters.dealing import AlreadyDealt, file_letter
from portal.letters.filing import NOTHING, take_files
from portal.letters.posting import NotPosted
from portal.letters.tray import Line
from portal.talk.access import lanes_to_write

bp = Blueprint("filings", __name__, url_prefix="/w/<uuid:workspace_id>/tray/<uuid:letter_id>/filing")


@bp.post("")
@looks_first
@act("letter.file")
def create(workspace_id: UUID, letter_id: UUID):
    seat, line = line_or_404(workspace_id, letter_id)
    entry, lane = entry_asked(line, request.form), request.form.get("lane", "")
    if entry is None:
        return letter_page(seat, line, status=422, trouble=_("Choose where it goes."))
    standing = standing_there(entry)
    abort_unless(bool(lanes_to_write(standing, entry)))
    if lane not in lanes_to_write(standing, entry):
        return letter_page(seat, line, status=422, trouble=_("Choose who will see it."))
    # Whatever takes long is done before anything is written.
    said = glimpse_of(line, most=None)
    safe = said.whole and line.letter.reason != "virus"
    taken = take_files(said.files, by=viewer().user, workspace=seat.workspace, store=store()) if safe else NOTHING
    begin_writing()
    try:
        stay_visible(viewer(), this_session().id, entry.id)
        message = file_letter(line.letter, entry=entry, by=standing, lane=lane, message_id=act_id(), heading=_heading(line),
                              words=said.reply, folded=said.folded, uploads=taken.uploads, store=store())
    except AlreadyDealt:
        return letter_page(*line_or_404(workspace_id, letter_id), status=409, trouble=_("Somebody was quicker."))
    except FileRefused as refused:
        return letter_page(seat, line, status=409, trouble=file_sentence(refused), lane=lane)
    except (NotPosted, OutOfReach):
        return letter_page(seat, line, status=409, trouble=_("It cannot go there any more."), lane=lane)
    commit(url_for("messages.show", project_id=entry.project_id, entry_id=entry.id, message_id=message.id))
    let_go(taken.uploads)
    flash(_("Filed under “%(title)s”.", title=entry.title), "done")
    if not safe or taken.refused:
        flash(_("Not all of its files came along. They stay in the original mail."), "info")
    return answer()


def _heading(line: Line) -> str:
    letter = line.letter
    facts = {"sender": letter.sender or _("nobody"), "day": day(letter.received_at)}
    if letter.subject:
        return _("Mail from %(sender)s, %(day)s: “%(subject)s”", subject=letter.subject, **facts)
    return _("Mail from %(sender)s, %(day)s", **facts)
