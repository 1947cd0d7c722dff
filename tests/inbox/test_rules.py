"""The table of what counts, for whom, as what: each line of it, tried in a project of named people."""
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.base.clock import now
from portal.base.database import db
from portal.entries.sharing import share
from portal.files.seeing import note_seen
from portal.files.sharing_versions import share_version
from portal.files.version import Version
from portal.history.recording import record_event
from portal.inbox.recipients import _WHO
from portal.inbox.rules import HEARS, OF_ONESELF, ONLY, RULES, WHO
from portal.notices.follow import LEVELS, WHYS
from portal.notices.following import choose_level
from portal.notices.notification import NOTICE_KINDS, Notification
from portal.people.invitation import Invitation
from portal.plan.adding import add_item as add
from portal.plan.archiving import archive_item, restore_item
from portal.plan.assigning import assign, unassign
from portal.plan.completing import complete, reopen
from portal.plan.editing import edit_item, set_percent, set_stage
from portal.plan.handing_over import hand_over
from portal.plan.leaving import leave_project
from portal.plan.promising import promise
from portal.plan.stages import stages_of
from portal.plan.sticking import clear_stuck, report_stuck
from portal.plan.updates import post_update
from portal.projects.joining import join_project
from portal.talk.editing import edit_message
from portal.talk.sharing import share_message
from tests.files.uploads import shelved, versioned
from tests.talk.speaking import on, say, standing, start


def test_the_table_speaks_of_known_people_kinds_and_levels_only():
    assert set(WHO) == set(_WHO) == {who for rule in RULES.values() for who in rule}
    assert {kind for rule in RULES.values() for kind in rule.values()} == set(NOTICE_KINDS) == HEARS["all"]
    assert set(HEARS) == set(LEVELS) and HEARS["mute"] < HEARS["moves"] < HEARS["all"] and WHYS
    assert set(ONLY) | OF_ONESELF <= set(RULES) and set(ONLY.values()) == {"staff", "client"}


def stage(world, kind):
    return next(stage for stage in stages_of(world.site.id) if stage.kind == kind)


def seat(world, name):
    return world.seat(getattr(world, name)).id


def day(number):
    return date(2030, 1, number)


def _assigned_then(*more):
    """Before it: Cleo is named for the logo by Mia."""
    return (lambda w: assign(item=w.logo, by=w.mia, seat_id=seat(w, "cleo")), *more)


def _item(world):
    """An item that Tess made, internal."""
    world.draft = add(project=world.site, by=world.tess, title="Draft")


def _document(world):
    world.document = shelved("a.txt", on(world.tess, world.site))


def _messages(world):
    world.message = say(world.tess, world.logo, "Look at this", lane="internal")


def _invited(world):
    db.session.add(Invitation(workspace_id=world.nord.id, client_id=world.acme.id, project_id=world.site.id,
                              email="vera@example.com", role="viewer", inviter_id=world.lea.id,
                              expires_at=now() + timedelta(days=1), accepted_at=now(), accepted_by_id=world.vera.id))


def _accept(world):
    record_event(workspace_id=world.nord.id, project_id=world.site.id, actor_id=world.vera.id, verb="invitation.accepted",
                 new={"role": "viewer", "lead": False})


#: What it shows, what was before (told already), what happens, and who is told as what.
LINES = [
    ("a message reaches who follows, and not its author",
     [lambda w: say(w.cleo, w.logo), lambda w: say(w.tess, w.logo)], lambda w: say(w.tess, w.logo), {"cleo": "reply"}),
    ("an internal one stays with the team",
     [lambda w: say(w.cleo, w.logo), lambda w: say(w.mia, w.logo)], lambda w: say(w.tess, w.logo, lane="internal"),
     {"mia": "reply"}),
    ("whoever is named in it is told so, follower or not",
     [lambda w: say(w.cleo, w.logo)], lambda w: say(w.tess, w.logo, "@Cora and @Cleo, look"),
     {"cora": "mention", "cleo": "mention"}),
    ("whoever was named before follows",
     [lambda w: say(w.tess, w.logo, "@Cora, look")], lambda w: say(w.tess, w.logo), {"cora": "reply"}),
    ("a client's word that nobody of the team follows is told to those on the project",
     [], lambda w: say(w.cleo, w.logo), {"tess": "reply"}),
    ("a message shared later is news to the client only",
     [lambda w: say(w.cleo, w.logo), lambda w: say(w.mia, w.logo), _messages],
     lambda w: share_message(w.message, entry=w.logo, by=standing(w.tess, w.logo)), {"cleo": "reply"}),
    ("whoever is named in a message shared later is told so",
     [lambda w: say(w.cleo, w.logo), lambda w: setattr(w, "message", say(w.tess, w.logo, "@Cora, look", lane="internal"))],
     lambda w: share_message(w.message, entry=w.logo, by=standing(w.tess, w.logo)), {"cleo": "reply", "cora": "mention"}),
    ("whoever is named by an edit is told so once",
     [_messages], lambda w: (edit_message(w.message, entry=w.logo, by=standing(w.tess, w.logo), body="@Mia"),
                             edit_message(w.message, entry=w.logo, by=standing(w.tess, w.logo), body="@Mia!")),
     {"mia": "mention"}),
    ("a discussion is told to all on the project, once, with its first message",
     [], lambda w: start(w.cleo, w.site, "Colours"),
     {"tess": "share", "vera": "share", "abe": "share", "cora": "share", "lea": "share"}),
    ("a client's discussion where nobody of the team is on the project is told to all of it who see it",
     [lambda w: leave_project(project=w.site, seat=w.seat(w.tess), by=w.mia)], lambda w: start(w.cleo, w.site, "Colours"),
     dict.fromkeys(("mia", "ada", "owen", "vera", "abe", "cora", "lea"), "share")),
    ("whoever is named for it has the move", [], _assigned_then()[0], {"cleo": "turn"}),
    ("whoever names themselves knows", [], lambda w: assign(item=w.logo, by=w.tess, seat_id=seat(w, "tess")), {}),
    ("who is taken off is told", _assigned_then(), lambda w: unassign(item=w.logo, by=w.mia, seat_id=seat(w, "cleo")),
     {"cleo": "state"}),
    ("with nobody named it is the move of all of the client who may act", [],
     lambda w: set_stage(item=w.logo, by=w.mia, stage=stage(w, "client")),
     {"cleo": "turn", "abe": "turn", "cora": "turn", "lea": "turn"}),
    ("and back it is the move of the team's followers",
     [lambda w: set_stage(item=w.logo, by=w.tess, stage=stage(w, "client")), lambda w: say(w.tess, w.logo)],
     lambda w: set_stage(item=w.logo, by=w.cleo, stage=stage(w, "doing")), {"tess": "turn"}),
    ("into the client's hands and out of them is state for whoever else follows",
     [lambda w: say(w.tess, w.logo), lambda w: choose_level(entry=w.logo, user_id=w.vera.id, level="all")],
     lambda w: set_stage(item=w.logo, by=w.mia, stage=stage(w, "client")),
     {"cleo": "turn", "abe": "turn", "cora": "turn", "lea": "turn", "tess": "state", "vera": "state"}),
    ("and so it is for the client's followers when the team has it",
     [lambda w: set_stage(item=w.logo, by=w.tess, stage=stage(w, "client")), lambda w: say(w.tess, w.logo),
      lambda w: say(w.cora, w.logo)],
     lambda w: set_stage(item=w.logo, by=w.cleo, stage=stage(w, "doing")), {"tess": "turn", "cora": "state"}),
    ("another stage of the team's is state", _assigned_then(),
     lambda w: set_stage(item=w.logo, by=w.mia, stage=stage(w, "doing")), {"cleo": "state"}),
    ("done is state, and told once", _assigned_then(lambda w: say(w.tess, w.logo)),
     lambda w: complete(item=w.logo, by=w.cora), {"cleo": "state", "tess": "state"}),
    ("opened again it is the move of who is named", _assigned_then(lambda w: complete(item=w.logo, by=w.cleo)),
     lambda w: reopen(item=w.logo, by=w.mia), {"cleo": "turn"}),
    ("opened again and nobody's by name it is the move of all of the client who may act, and state for who follows",
     [lambda w: set_stage(item=w.logo, by=w.mia, stage=stage(w, "client")), lambda w: complete(item=w.logo, by=w.mia),
      lambda w: say(w.tess, w.logo)],
     lambda w: reopen(item=w.logo, by=w.mia),
     {"cleo": "turn", "abe": "turn", "cora": "turn", "lea": "turn", "tess": "state"}),
    ("stuck is told to who follows", _assigned_then(lambda w: say(w.tess, w.logo)),
     lambda w: report_stuck(item=w.logo, by=w.cleo, reason="No files"), {"tess": "state"}),
    ("a client's trouble that nobody of the team follows is told to those on the project", _assigned_then(),
     lambda w: report_stuck(item=w.logo, by=w.cleo, reason="No files"), {"tess": "state"}),
    ("going on it is the move of who is named",
     _assigned_then(lambda w: report_stuck(item=w.logo, by=w.cleo, reason="No files")),
     lambda w: clear_stuck(item=w.logo, by=w.mia), {"cleo": "turn"}),
    ("and state for who follows",
     _assigned_then(lambda w: say(w.tess, w.logo), lambda w: report_stuck(item=w.logo, by=w.cleo, reason="No files")),
     lambda w: clear_stuck(item=w.logo, by=w.mia), {"cleo": "turn", "tess": "state"}),
    ("put away is state", _assigned_then(), lambda w: archive_item(item=w.logo, by=w.mia), {"cleo": "state"}),
    ("archived and restored are state", _assigned_then(lambda w: archive_item(item=w.logo, by=w.mia)),
     lambda w: restore_item(item=w.logo, by=w.mia), {"cleo": "state"}),
    ("who made an item hears of it", [_item], lambda w: complete(item=w.draft, by=w.mia), {"tess": "state"}),
    ("shared it is told to every contact", [_item], lambda w: share(entry=w.draft, by=w.mia),
     dict.fromkeys(("vera", "cleo", "abe", "cora", "lea"), "share")),
    ("shared with one by name it is told to that one",
     [_item], lambda w: share(entry=w.draft, by=w.mia, audience="named", readers={seat(w, "cora")}), {"cora": "share"}),
    ("shared and theirs to do it is a move, and nothing else",
     [_item, lambda w: assign(item=w.draft, by=w.tess, seat_id=seat(w, "cleo"))], lambda w: share(entry=w.draft, by=w.mia),
     {"cleo": "turn", "vera": "share", "abe": "share", "cora": "share", "lea": "share"}),
    ("shared on the client's move it is the move of all who may act, and a share for who only reads",
     [_item, lambda w: set_stage(item=w.draft, by=w.tess, stage=stage(w, "client"))], lambda w: share(entry=w.draft, by=w.mia),
     dict.fromkeys(("cleo", "abe", "cora", "lea"), "turn") | {"vera": "share"}),
    ("a first promise is state", _assigned_then(), lambda w: promise(item=w.logo, by=w.mia, day=day(1)), {"cleo": "state"}),
    ("a promise that moves is told to the lead as well",
     _assigned_then(lambda w: setattr(w.logo, "promised", day(1))),
     lambda w: promise(item=w.logo, by=w.mia, day=day(9), reason="Illness"), {"cleo": "moved", "lea": "moved"}),
    ("the team's own date moves for the team",
     _assigned_then(lambda w: say(w.tess, w.logo)), lambda w: edit_item(item=w.logo, by=w.mia, due=day(2)), {"tess": "moved"}),
    ("other edits are told to nobody", _assigned_then(),
     lambda w: (edit_item(item=w.logo, by=w.mia, title="Mark"), set_percent(item=w.logo, by=w.mia, percent=5)), {}),
    ("files that a contact puts there are told to the client's others and the team",
     [], lambda w: shelved("a.txt", on(w.cleo, w.site)),
     {"vera": "share", "abe": "share", "cora": "share", "lea": "share", "tess": "share"}),
    ("those of the team to nobody of the client", [], lambda w: shelved("a.txt", on(w.tess, w.site)), {}),
    ("a new version of the team is told to it alone", [_document], lambda w: versioned(w.document, on(w.mia, w.site), "b.txt"),
     {"tess": "state"}),
    ("and to the client once it is shared",
     [_document, lambda w: share(entry=w.document, by=w.mia),
      lambda w: setattr(w, "newer", versioned(w.document, on(w.tess, w.site), "b.txt"))],
     lambda w: share_version(w.newer, document=w.document, by=on(w.mia, w.site)),
     dict.fromkeys(("vera", "cleo", "abe", "cora", "lea"), "share")),
    ("who saw it is told to nobody", [_document, lambda w: share(entry=w.document, by=w.mia)],
     lambda w: note_seen(db.session.scalars(select(Version)).one(), w.document, on(w.cleo, w.site)), {}),
    ("an update for the client is told to all on the project",
     [], lambda w: post_update(project=w.site, by=w.mia, day=day(1), health="at_risk", reason="Late", shared=True),
     dict.fromkeys(("tess", "vera", "cleo", "abe", "cora", "lea"), "state")),
    ("one for the team to the team",
     [], lambda w: post_update(project=w.site, by=w.mia, day=day(1), health="at_risk", reason="Late"), {"tess": "state"}),
    ("what is handed over is the other's move", [lambda w: assign(item=w.logo, by=w.mia, seat_id=seat(w, "cleo"))],
     lambda w: hand_over(seat=w.seat(w.cleo), to=w.seat(w.cora), by=w.mia, project_id=w.site.id), {"cora": "turn"}),
    ("whoever is put on a project is told", [],
     lambda w: join_project(project=w.site, seat=w.seat(w.tom), by=w.mia), {"tom": "invitation"}),
    ("whoever invited hears that it was accepted", [_invited], _accept, {"lea": "invitation"}),
    ("who muted it hears nothing", _assigned_then(lambda w: choose_level(entry=w.logo, user_id=w.cleo.id, level="mute")),
     lambda w: say(w.tess, w.logo, "@Cleo"), {}),
    ("who wants moves only hears of those",
     _assigned_then(lambda w: choose_level(entry=w.logo, user_id=w.cleo.id, level="moves")),
     lambda w: (say(w.mia, w.logo), complete(item=w.logo, by=w.mia), reopen(item=w.logo, by=w.mia)), {"cleo": "turn"}),
    ("who chose to follow hears all of it, within the fence",
     [lambda w: [choose_level(entry=w.logo, user_id=user.id, level="all") for user in (w.ada, w.vera, w.olaf, w.nick)]],
     lambda w: say(w.tess, w.logo), {"ada": "reply", "vera": "reply"}),
]


# The table is plain Python: the statements around it are tried on both databases by their own tests.
@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("before", "happens", "expected"), [line[1:] for line in LINES], ids=[line[0] for line in LINES])
def test_whoever_should_know_is_told(session, world, tell, before, happens, expected):
    for each in before:
        each(world)
    tell()
    known = set(session.scalars(select(Notification.id)))
    happens(world)
    tell()
    names = {user.id: name for name, user in vars(world).items() if hasattr(user, "email")}
    told = [one for one in session.scalars(select(Notification)) if one.id not in known]
    assert sorted((names[one.user_id], one.kind) for one in told) == sorted(expected.items())
