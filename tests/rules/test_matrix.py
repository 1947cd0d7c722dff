"""Every route, every role: the status, and that no body holds what its reader may not see."""
import re
import tempfile
import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from werkzeug.routing import PathConverter, UnicodeConverter

from app import create_app
from portal.base.clock import now
from portal.base.config import Settings
from portal.base.database import db
from portal.base.logs import scrub
from portal.budgets.agreeing import agree, share_budget
from portal.budgets.noting import note_time
from portal.decisions.asking import Asked, ask
from portal.decisions.questions import add_question
from portal.decisions.receipts import newest_receipt
from portal.entries.visible import find_entry
from portal.notices.delivery import Delivery
from portal.people.inviting_staff import invite_to_staff
from portal.people.sessions import open_session
from portal.plan.landing.keeping import keep_file
from portal.plan.stages import stages_of
from portal.plan.updates import post_update
from portal.projects.inviting import invite_to_project
from portal.projects.standing import standing_on
from portal.projects.viewer import viewer_of
from portal.talk.discussions import start_discussion
from portal.talk.posting import post_message
from tests.changes.planning import changes_in
from tests.decisions.asking import asked_by, say
from tests.files.pinning import pinned_paper
from tests.files.uploads import with_file
from tests.letters.trays import letter
from tests.rules.matrix import CONTACTS, EVERYBODY, MANAGERS, MATRIX, ON_SITE, STRANGER
from tests.world import BOLT, INTERNAL, REX, build_world

#: Printing takes seconds: it is tried elsewhere.
PAPER = b"%PDF-1.7\nstartxref\n0\n%%EOF\n"
#: What an allowed role may hear to an empty request: done, or what is missing or in the way.
HEARD = {200, 201, 204, 302, 303, 400, 409, 410, 413, 422, 429}
#: So many statements a page may cost, whoever reads it.
MOST_ASKED = 12
#: Words in addresses that let nobody in: parts of the names of static files and pictures of the brand.
OPEN_NAMES = {"colour", "digest", "logo", "proof", "name", "language"}


def _routes():
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data=Path(folder), secret_key="x" * 40, testing=True,
                                  database_url=f"sqlite:///{folder}/none.sqlite3"))
    return app, sorted((rule.endpoint, method) for rule in app.url_map.iter_rules()
                       for method in rule.methods - {"HEAD", "OPTIONS"})


APP, ROUTES = _routes()
CLOSED = [route for route in ROUTES if route[0] in MATRIX and not MATRIX[route[0]].public]
OPEN = [route for route in ROUTES if route[0] in MATRIX and MATRIX[route[0]].public]


def test_no_log_line_repeats_what_an_address_lets_somebody_in_by():
    secret, doors = "c2VjcmV0LXRva2VuLXRlc3QtdGhhdC1pcy1sb25nLWVub3VnaA", set()
    for rule in APP.url_map.iter_rules():
        free = {name for name, each in rule._converters.items() if type(each) in (UnicodeConverter, PathConverter)}
        for name in free - OPEN_NAMES:
            path = re.sub(r"<[^>]*>", "0190-ab", re.sub(rf"<[^>]*\b{name}>", secret, rule.rule))
            assert secret in path and secret not in scrub(f"opened {path}?next={path}"), rule
            doors.add(rule.endpoint)
    assert {"own_addresses.show", "operator_links.show", "setup.show", "unsubscribing.show"} <= doors


def test_every_route_is_listed_and_every_listed_one_is_a_route():
    known = {endpoint for endpoint, _ in ROUTES}
    assert known == set(MATRIX), f"say in tests/rules/matrix.py who reaches {known ^ set(MATRIX)}"


def test_what_is_public_is_marked_so_and_nothing_else_is():
    marked = {name for name, view in APP.view_functions.items() if getattr(view, "is_public", False)}
    assert marked == {name for name, row in MATRIX.items() if row.public}


def test_every_closed_route_that_writes_is_an_act():
    for endpoint, method in CLOSED:
        if method != "GET":
            view = APP.view_functions[endpoint]
            # An upload happens once by its own id, its pieces by their offset; that somebody writes is not kept.
            once = getattr(view, "is_act", False) or getattr(view, "is_repeatable", False)
            assert once, f"{endpoint} happens twice when sent twice"


def hidden_from(role: str) -> set[str]:
    """The markers this role must never read."""
    if role == "rex":
        return {INTERNAL, BOLT}
    if role == "olaf":
        return {INTERNAL, REX}
    if role in MANAGERS:
        return {REX}
    if role == "tess":
        return {BOLT, REX}
    return {INTERNAL, BOLT, REX}


#: Whose addresses name a question by ``entry_id``.
OF_APPROVALS = {"approvals", "approval_parts", "answers", "answer_days", "hand_overs", "cancellations", "rounds"}


def _asked(world, logo):
    """A question to Abe and Cora that Abe has answered; another one of the team's own; one to begin with."""
    approval = asked_by(world, logo, [world.abe, world.cora], rule="all")
    asked_by(world, world.secret, [world.mia], title=f"Cheap enough? {INTERNAL}", question=INTERNAL)
    question = add_question(workspace=world.nord, by=world.ada, question_id=uuid4(), name="Sign-off", question="Is it right?")
    return approval, say(world, world.abe, approval), question


def _decided(world, tess):
    """A question that Abe has decided, with its receipt; another one of the team's own."""
    shared, internal = (ask(approval_id=uuid4(), by=tess, project=world.site, title=words, question=words, rule="one",
                            things=[Asked("text", text=words)], approvers=[world.seat(user).id])
                        for user, words in ((world.abe, "Thick paper"), (world.mia, f"Rebate {INTERNAL}")))
    say(world, world.abe, shared)
    say(world, world.mia, internal, "remarks", words=INTERNAL)
    return shared, newest_receipt(tess, shared)


class Scene:
    """The world with something of everything in it, and what the addresses of routes name there."""

    def __init__(self):
        self.world = world = build_world()
        cleo = standing_on(viewer_of(world.cleo), world.site)
        tess = standing_on(viewer_of(world.tess), world.site)
        self.message_id = uuid4()
        logo = find_entry(cleo.viewer, world.site.id, world.logo.id)
        self.letter = letter(world.nord, logo, world.cleo)
        post_message(entry=logo, by=cleo, message_id=self.message_id, body="Which one?", lane="shared",
                     folded="On 4 May Tess wrote:\n> Blue?", letter_id=self.letter.id)
        post_message(entry=logo, by=tess, message_id=uuid4(), body=f"Cheap {INTERNAL}", lane="internal")
        self.version = with_file("Sketch.png", logo, cleo, "shared")
        with_file(f"{INTERNAL}.png", logo, tess, "internal")
        self.paper, self.pin = pinned_paper(logo, cleo, tess)
        self.talk, _ = start_discussion(project=world.site, by=cleo, discussion_id=uuid4(), subject="Colours", body="Red?",
                                     lane="shared")
        start_discussion(project=world.site, by=tess, discussion_id=uuid4(), subject=f"Fees {INTERNAL}",
                         body=INTERNAL, lane="internal")
        self.change, self.effect = changes_in(world)
        self.update = post_update(project=world.site, by=world.mia, day=date(2026, 5, 4), health="on_track",
                                  reason="Well", text="All is well", shared=True)
        post_update(project=world.site, by=world.mia, day=date(2026, 5, 4), health="at_risk", text=INTERNAL)
        self.stage = next(stage for stage in stages_of(world.site.id) if stage.kind == "doing")
        mia = standing_on(viewer_of(world.mia), world.site)
        self.invitation, = invite_to_project(standing=mia, addresses=["new@example.com"], role="viewer")
        self.staff_invitation, = invite_to_staff(by=world.seat(world.ada), user=world.ada, role="member",
                                                 addresses=["colleague@example.com"])
        self.plan_import = keep_file(import_id=uuid4(), project=world.site, by=world.mia, filename="plan.csv",
                                     data=b"Task,Due\nDesign,2026-03-02\n", choices={})
        self.approval, self.decision, self.question = _asked(world, logo)
        self.decided, self.receipt = _decided(world, tess)
        agree(project=world.site, by=world.mia, amount=Decimal(9000), currency="EUR")
        agree(project=world.site, by=world.mia, amount=Decimal(9500), reason=f"{INTERNAL} risk")
        self.spending = note_time(project=world.site, by=world.tess, hours=Decimal(3), day=date(2026, 5, 4), item=world.logo,
                                  note=f"{INTERNAL} mess")
        share_budget(project=world.site, by=world.mia, shared=True)
        self.tokens = {role: open_session(user=getattr(world, role), assurance="code", device="Test")[1]
                       for role in sorted(EVERYBODY - {STRANGER})}
        self.undelivered = Delivery(kind="notice", address="cleo@example.com", workspace_id=world.nord.id, outcome="refused",
                                    ended_at=now())
        db.session.add(self.undelivered)
        db.session.commit()
        # Each record keeps what it holds: it is read long after the session that wrote it.
        for record in list(db.session):
            db.session.refresh(record)
        db.session.expunge_all()
        db.session.rollback()
        self.built = time.monotonic()

    def enter(self, visitor, role: str) -> None:
        """Give a test client the session of this role; a stranger has none."""
        if role != STRANGER:
            visitor.set_cookie("__Host-portico", self.tokens[role], secure=True, path="/")

    def address(self, endpoint: str, **instead) -> str:
        world = self.world
        room = endpoint.partition(".")[0]
        seen = self.paper if room in ("version_pages", "comparisons", "pins") else self.version
        entry = {"discussions": self.talk, "receipts": self.decided}.get(room, world.logo)
        entry = self.approval if room in OF_APPROVALS else entry
        entry = self.change if room.startswith("change_") else entry
        known = {"project_id": world.site.id, "item_id": world.logo.id, "entry_id": entry.id,
                 "message_id": self.message_id, "workspace_id": world.nord.id, "client_id": world.acme.id,
                 "seat_id": world.seat(world.cleo).id,
                 "membership_id": world.seat(world.cora if room == "deputies" else world.cleo).id,
                 "effect_id": self.effect.id, "decision_id": self.decision.id, "question_id": self.question.id,
                 "document_id": seen.document_id, "version_id": seen.id, "pin_id": self.pin.id, "number": 2,
                 "session_id": uuid4(), "update_id": self.update.id, "stage_id": self.stage.id,
                 "invitation_id": (self.staff_invitation if "staff" in endpoint else self.invitation).id,
                 "purpose": "any", "size": 192, "proof": "0" * 8, "logo": "none", "waits_for_id": uuid4(),
                 "import_id": self.plan_import.id, "letter_id": self.letter.id,
                 "receipt_id": self.receipt.id, "spending_id": self.spending.id,
                 "token": "A" * 54, "digest": "0" * 64, "colour": "aabbcc",
                 "name": "none.css",
                 **instead}
        if endpoint == "brand_stylesheets.show":
            known["digest"] = "0" * 8
        rule = next(APP.url_map.iter_rules(endpoint))
        # An id of something this scene has none of names nothing.
        values = {name: known.get(name) or uuid4() for name in rule.arguments}
        return APP.url_map.bind("localhost").build(endpoint, values)


#: By the kind of database.
_scenes: dict[str, Scene] = {}
#: Seconds; of an older one some moments would no longer be now.
YOUNG = 200


def scene_in(house) -> Scene:
    """The scene of this house: it costs more than all that a case asks of it, and so outlives the test."""
    scene = _scenes.get(house.kind)
    if scene and time.monotonic() - scene.built < YOUNG:
        house.bring_back(scene.kept)
    else:
        house.clear()
        scene = _scenes[house.kind] = Scene()
        scene.kept = house.keep()
    return scene


@pytest.fixture(autouse=True)
def quick_prints(monkeypatch):
    monkeypatch.setattr("blueprints.decisions.receipt_pdf.printed", lambda html, *styles: PAPER)


def knock(app, scene: Scene, role: str, method: str, address: str):
    visitor = app.test_client()
    scene.enter(visitor, role)
    # Some routes name a message beside the address.
    message = {"message": str(scene.message_id), "before": str(scene.message_id)}
    if method == "GET":
        return visitor.get(address, query_string={"before": message["before"]} if "/window" in address else None)
    return visitor.open(address, method=method, data={"act": str(uuid4()), **message})


def some_of(roles, house, endpoint: str) -> list[str]:
    """The roles that try a route on this database: each tries it on one of the two, and each route is tried on both."""
    turn = (sum(map(ord, endpoint)) + (house.kind == "postgresql")) % 2
    return sorted(roles)[turn::2]


def expected(role: str, row, method: str) -> set[int]:
    if role == STRANGER:
        return {302} if method == "GET" else {401}
    if role in row.may:
        return HEARD
    return {403} if role in row.sees else {404}


def check(answer, role: str, allowed: set[int], what: str) -> None:
    assert answer.status_code in allowed, f"{role} hears {answer.status_code} at {what}, not one of {sorted(allowed)}"
    # What is downloaded is no text.
    body = answer.get_data().decode(errors="replace")
    leaked = {marker for marker in hidden_from(role) if marker in body}
    assert not leaked, f"{role} reads {leaked} at {what}"


@pytest.mark.parametrize(("endpoint", "method"), CLOSED, ids=str)
def test_each_role_reaches_what_it_may(app, house, scene, statements, endpoint, method):
    row = MATRIX[endpoint]
    address = scene.address(endpoint)
    # Those who change nothing first; where somebody did, the next one finds the world as it was.
    for role in sorted(some_of(EVERYBODY, house, endpoint), key=lambda role: role in row.may):
        with statements() as sent:
            answer = knock(app, scene, role, method, address)
        check(answer, role, expected(role, row, method), f"{method} {endpoint}")
        assert method != "GET" or len(sent) <= MOST_ASKED, f"{role} costs {len(sent)} statements at {endpoint}"
        if method != "GET" and answer.status_code < 400:
            house.bring_back(scene.kept)


@pytest.mark.parametrize(("endpoint", "method"), OPEN, ids=str)
def test_what_stands_before_the_door_tells_nobody_anything(app, house, scene, endpoint, method):
    for role in some_of(EVERYBODY, house, endpoint):
        answer = knock(app, scene, role, method, scene.address(endpoint))
        assert answer.status_code < 500 or answer.status_code == 503
        assert not {m for m in (INTERNAL, BOLT, REX) if m in answer.text and m not in role_name(scene, role)}


def role_name(scene, role: str) -> str:
    return "" if role == STRANGER else getattr(scene.world, role).name


OF_ENTRIES = [(e, m) for e, m in CLOSED if any({"item_id", "entry_id"} & r.arguments for r in APP.url_map.iter_rules(e))]


@pytest.mark.parametrize(("endpoint", "method"), OF_ENTRIES, ids=str)
def test_a_hidden_entry_answers_contacts_like_one_that_does_not_exist(app, house, scene, endpoint, method):
    world = scene.world
    hidden, nothing = ({"item_id": entry, "entry_id": entry} for entry in (world.secret.id, uuid4()))
    for role in some_of(CONTACTS, house, endpoint):
        answer = knock(app, scene, role, method, scene.address(endpoint, **hidden))
        unknown = knock(app, scene, role, method, scene.address(endpoint, **nothing))
        check(answer, role, {404}, f"{method} {endpoint} of a hidden entry")
        assert (unknown.status_code, len(unknown.text)) == (answer.status_code, len(answer.text))


@pytest.mark.parametrize(("endpoint", "method"), OF_ENTRIES, ids=str)
def test_an_entry_is_not_found_under_another_project(app, house, scene, endpoint, method):
    cart = {"item_id": scene.world.cart.id, "entry_id": scene.world.cart.id}
    for role in some_of(ON_SITE, house, endpoint):
        check(knock(app, scene, role, method, scene.address(endpoint, **cart)), role, {404},
              f"{method} {endpoint} of another project's entry")


OF_PROJECTS = [(e, m) for e, m in CLOSED if any("project_id" in r.arguments for r in APP.url_map.iter_rules(e))]


@pytest.mark.parametrize(("endpoint", "method"), OF_PROJECTS, ids=str)
def test_another_clients_project_does_not_exist(app, house, scene, endpoint, method):
    shop = {"project_id": scene.world.shop.id, "item_id": scene.world.cart.id, "entry_id": scene.world.cart.id}
    for role in some_of(CONTACTS | {"tess", "nick", "tom", "sam", "rex", "remy"}, house, endpoint):
        check(knock(app, scene, role, method, scene.address(endpoint, **shop)), role, {404},
              f"{method} {endpoint} of another client's project")
