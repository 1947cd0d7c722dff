"""Messages of an entry: writing one, its permalink, its window, changing it and taking it back."""
from uuid import UUID

from flask import Blueprint, abort, redirect, request, url_for
from flask_babel import gettext as _

from blueprints.files.choosing import attach_chosen, chosen_files, let_go
from blueprints.files.sentences import file_sentence
from blueprints.support.acts import ActRefused, abort_unless, act, act_id, answer, commit
from blueprints.support.addresses import entry_url
from blueprints.support.asking import wants_fragment
from blueprints.support.conflicts import differs, plain
from blueprints.support.door import this_session, viewer
from blueprints.support.finding import entry_or_404, standing_or_404
from blueprints.support.render import render
from blueprints.support.sizes import takes_files
from blueprints.support.transactions import begin_writing, begin_writing_together, in_turn, looks_first
from blueprints.talk.composing import composer_for
from blueprints.talk.keeping import REASONS, lost, refuse
from blueprints.talk.threads import talk_of
from portal.base.ids import parse_id
from portal.decisions.unsharing import ending_with
from portal.entries.visible import OutOfReach, find_entry, stay_visible
from portal.files.limits import MOST_AT_ONCE
from portal.files.refusal import FileRefused
from portal.talk.access import may_change, may_reply
from portal.talk.deleting import delete_message
from portal.talk.editing import edit_message, revisions_of
from portal.talk.finding import find_message
from portal.talk.posting import NoLongerShared, NotThisLane, post_message
from portal.talk.reading import has_read
from portal.talk.wording import NoWords, TooManyWords

bp = Blueprint("messages", __name__, url_prefix="/projects/<uuid:project_id>/entries/<uuid:entry_id>/messages")

REFUSED = {NoWords: "no_words", TooManyWords: "too_many_words", NotThisLane: "no_lane"}


@bp.post("")
@takes_files(MOST_AT_ONCE)
@looks_first
@act("message.post")
def create(project_id: UUID, entry_id: UUID):
    entry = find_entry(viewer(), project_id, entry_id)
    if entry is None:
        return _out_of_reach(project_id, entry_id)
    standing = standing_or_404(entry.project)
    abort_unless(may_reply(standing))
    lane = request.form.get("lane", "")
    try:
        files = chosen_files(entry.project.workspace)
        if begin_writing() if files else begin_writing_together():
            stay_visible(viewer(), this_session().id, entry.id)
        message = post_message(entry=entry, by=standing, message_id=act_id(), body=request.form.get("body", ""), lane=lane,
                               attachments=len(files))
        if files:
            attach_chosen(message, entry, standing, files)
        # Below the messages; an address made for each would be remembered for each.
        commit(f"{request.path}/{message.id}")
    except OutOfReach:
        return _out_of_reach(project_id, entry_id)
    except NoLongerShared:
        return refuse(entry, standing, "not_shared", status=409)
    except FileRefused as refused:
        return refuse(entry, standing, f"file_{refused.code}", sentence=file_sentence(refused))
    except tuple(REFUSED) as refused:
        return refuse(entry, standing, REFUSED[type(refused)])
    let_go(files)
    if not wants_fragment():
        return answer(status=201)
    since = _since(entry, standing, lane)
    return answer(fragment=since and "talk/create.htmx.html", status=201, **since)


@bp.get("/<uuid:message_id>")
def show(project_id: UUID, entry_id: UUID, message_id: UUID):
    entry, _standing, message = _found(project_id, entry_id, message_id)
    if wants_fragment():
        return render("talk/message.htmx.html", **_one(project_id, entry_id, message_id))
    return redirect(entry_url(entry, around=message.id, _anchor=f"m-{message.id}"))


@bp.get("/window")
def window(project_id: UUID, entry_id: UUID):
    """A fragment of the thread before or after a message; a page asks for it by its own address."""
    entry = entry_or_404(project_id, entry_id)
    asked = {name: parse_id(request.args.get(name)) for name in ("before", "after")}
    asked = {name: id for name, id in asked.items() if id} or abort(404)
    talk = talk_of(entry, standing_or_404(entry.project), **asked)
    return render("talk/window.htmx.html", thread=talk, older="before" in asked)


@bp.get("/<uuid:message_id>/edit")
def edit(project_id: UUID, entry_id: UUID, message_id: UUID):
    entry, _standing, message = _changeable(project_id, entry_id, message_id)
    return _edit(entry, message)


@bp.put("/<uuid:message_id>")
@act("message.edit")
def update(project_id: UUID, entry_id: UUID, message_id: UUID):
    entry, standing, message = _found(project_id, entry_id, message_id)
    if message.is_deleted and message.author_id == viewer().user_id:
        return lost("deleted", status=409)
    abort_unless(may_change(standing, message))
    typed = request.form.get("body", "")
    if differs("body", message.body, label=_("Your message")):
        return _edit(entry, message, typed=typed, status=409)
    try:
        edit_message(message, entry=entry, by=standing, body=typed)
    except (NoWords, TooManyWords) as refused:
        reason = REFUSED[type(refused)]
        return _edit(entry, message, typed=typed, error=REASONS[reason](), reason=reason, status=422)
    commit(url_for(".show", project_id=project_id, entry_id=entry_id, message_id=message_id), now={"body": plain(message.body)})
    return answer(fragment="talk/message.htmx.html", **_one(project_id, entry_id, message_id))


@bp.delete("/<uuid:message_id>")
@act("message.delete")
def destroy(project_id: UUID, entry_id: UUID, message_id: UUID):
    entry, standing, message = _found(project_id, entry_id, message_id)
    abort_unless(message.is_deleted or may_change(standing, message))
    delete_message(message, entry=entry, by=standing)
    commit(url_for(".show", project_id=project_id, entry_id=entry_id, message_id=message_id))
    return answer(fragment="talk/message.htmx.html", **_one(project_id, entry_id, message_id))


@bp.get("/<uuid:message_id>/revisions")
def revisions(project_id: UUID, entry_id: UUID, message_id: UUID):
    entry, standing, message = _found(project_id, entry_id, message_id)
    return render("talk/revisions.html", fragment="talk/revisions.htmx.html", entry=entry, message=message,
                  revisions=revisions_of(message, standing))


@bp.errorhandler(ActRefused)
def _act_refused(error: ActRefused):
    """The act's id is taken or missing: one answer, whoever has it; the words go on under a new one."""
    entry = find_entry(viewer(), request.view_args["project_id"], request.view_args["entry_id"])
    standing = entry and standing_or_404(entry.project)
    if entry is None or request.method != "POST" or not may_reply(standing):
        return lost(error.code, status=422)
    return refuse(entry, standing, error.code)


def _found(project_id: UUID, entry_id: UUID, message_id: UUID):
    entry = entry_or_404(project_id, entry_id)
    standing = standing_or_404(entry.project)
    in_turn(message_id)
    return entry, standing, find_message(standing, entry, message_id) or abort(404)


def _changeable(project_id: UUID, entry_id: UUID, message_id: UUID):
    found = _found(project_id, entry_id, message_id)
    abort_unless(may_change(found[1], found[2]))
    return found


def _out_of_reach(project_id: UUID, entry_id: UUID):
    # Only to somebody who read there before is it news that it is shared no longer.
    if has_read(viewer(), project_id, entry_id):
        return lost("not_shared", status=409)
    return lost("not_found", status=404)


def _since(entry, standing, lane: str) -> dict:
    # What came since the page was rendered, the new message last, and the composer for the next one. Nothing where
    # that is more than one window: the new message then has a page of its own.
    after = parse_id(request.form.get("after"))
    talk = talk_of(entry, standing, **({"after": after} if after else {}))
    if not talk.thread.holds(act_id()):
        return {}
    return {"thread": talk, "composer": composer_for(entry, standing, lane=lane, after=act_id())}


def _one(project_id: UUID, entry_id: UUID, message_id: UUID) -> dict:
    entry = entry_or_404(project_id, entry_id)
    talk = talk_of(entry, standing_or_404(entry.project), around=message_id, limit=2)
    return {"thread": talk, "post": next(post for post in talk.posts if post.id == message_id)}


def _edit(entry, message, *, typed: str | None = None, error: str | None = None, status: int = 200, **why):
    return render("talk/edit.html", fragment="talk/edit.htmx.html", status=status, entry=entry, message=message, error=error,
                  typed=message.body if typed is None else typed, conflict=status == 409, trouble=error,
                  ends=ending_with(message, viewer()), **why)
