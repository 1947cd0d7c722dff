"""Every page there is, as staff, as a contact and as a stranger: nobody is kept out of it, and it keeps to its policy."""
import hashlib
import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from portal.base.database import db
from portal.base.ids import new_id
from portal.decisions.approval import Approval
from portal.decisions.question import Question
from portal.decisions.receipt import Receipt
from portal.files.document import Document
from portal.files.version import Version
from portal.jobs.paying import pay_owed
from portal.people.inviting import Offer, invite
from portal.people.operator_links import operator_link
from portal.plan.item import WorkItem
from portal.plan.landing.keeping import keep_file
from portal.plan.update import Update
from portal.talk.discussion import Discussion
from portal.talk.message import Message
from tests.browser.inspecting import AXE, bring_along, findings
from tests.changes.planning import proposed
from tests.files.pinning import pinned
from tests.letters.trays import letter
from tests.plan.importing.files import csv_file
from tests.plan.importing_plans import PLAN
from tests.rules.matrix import MATRIX
from tests.rules.test_matrix import OF_APPROVALS
from tests.support_browser import PHONE

#: Addresses that answer with something else than a page, or that another test here opens.
NO_PAGES = {"static", "brand_icons.show", "brand_stylesheets.show", "logos.show", "manifest.show", "worker.script",
            "health.healthz", "health.readyz", "metrics.show", "sign_in_links.show", "operator_links.show", "setup.show",
            "own_addresses.show", "invitations.show",
            "unsubscribing.show", "uploads.show", "versions.show", "versions.thumbnail", "versions.screen", "versions.card",
            "version_pages.show", "version_pages.index",
            "outbox_parts.show", "ahead.show",
            "originals.show", "originals.of_message",
            "home.counts", "live.show", "passes.show",
            "receipts.pdf", "receipts.file", "receipt_keys.index",
            # A part of the page of a change, what it shows ahead, and the same form as for withdrawing it.
            "change_requests.body", "change_effects.preview", "change_endings.refusal",
            # Parts of the page of a question, which lead there without htmx.
            "approval_parts.head", "approval_parts.card", "approval_parts.decide", "approval_parts.around"}
#: Pages that show something else when asked.
ALSO = ("/?page=2", "{project}?show=late", "{project}?show=mine", "{project}?after={item_id}",
        "{project}/entries/{item_id}/sharing", "{project}/entries/{item_id}/files", "{project}/documents?q=style",
        "{project}/documents/{document_id}/compare?how=over",
        "{project}/documents/{document_id}/compare?how=difference",
        "{project}/decisions?beside={approval_id}", "{project}/decisions/new?about={document_id}", "/no-such-page")


def test_the_inspector_is_the_published_one():
    kept = (AXE.parent / "SHA256SUMS").read_text().split()[0]
    assert hashlib.sha256(AXE.read_bytes()).hexdigest() == kept


@pytest.fixture
def addresses(app, demo) -> dict[str, str]:
    """The endpoint of every page by its address, filled with what is in the sample."""
    project, values = demo.projects[0], values_of(demo)
    ways = app.url_map.bind("")
    pages = {ways.build(rule.endpoint, {name: (values | of_room(rule.endpoint, values))[name] for name in rule.arguments}):
             rule.endpoint
             for rule in app.url_map.iter_rules() if "GET" in rule.methods and rule.endpoint not in NO_PAGES}
    also = {each.format(project=f"/projects/{project.id}", **values): "" for each in ALSO}
    return dict(sorted((pages | also).items()))


def open_to(like: str, addresses: dict[str, str]) -> list[str]:
    """The pages that such a person may see, and one that refuses them: who is refused where is asked without a browser."""
    refusing = [address for address, endpoint in addresses.items()
                if endpoint and MATRIX[endpoint].may and like not in MATRIX[endpoint].may]
    # One that is there and refuses her: what is not there looks as "/no-such-page" does.
    refusing.sort(key=lambda address: like not in MATRIX[addresses[address]].sees)
    return sorted(addresses.keys() - set(refusing[1:]))


def of_room(endpoint: str, values: dict) -> dict:
    """What an address names by the same word as others do, where it is something else."""
    room = endpoint.partition(".")[0]
    if room.startswith("change_"):
        return {"entry_id": values["change_id"]}
    if room in OF_APPROVALS:
        return {"entry_id": values["approval_id"]}
    return {"entry_id": values["decided_id"]} if room == "receipts" else {}


def values_of(demo) -> dict:
    project = demo.projects[0]
    of = {"project_id": project.id}
    item = db.session.scalars(select(WorkItem).filter_by(**of, title="Logo as vector file")).one()
    discussion = db.session.scalars(select(Discussion).filter_by(**of, audience="client")).first()
    message = db.session.scalars(select(Message).filter_by(entry_id=discussion.id, lane="shared")).first()
    values = {"workspace_id": demo.workspace.id, "client_id": project.client_id, "project_id": project.id, "item_id": item.id,
              "entry_id": discussion.id, "message_id": message.id, "seat_id": demo.seats["cleo"].id,
              "document_id": db.session.scalars(select(Document).filter_by(**of, title="acme-logo.pdf")).one().id,
              "update_id": db.session.scalars(select(Update).filter_by(**of, audience="client")).first().id}
    values["import_id"] = keep_file(import_id=new_id(), project=project, by=demo.seats["ines"].user, filename="plan.csv",
                                    data=csv_file(PLAN), choices={}).id
    document = db.session.get(Document, values["document_id"])
    values["number"] = 1
    values["version_id"] = db.session.scalars(select(Version.id).filter_by(document_id=document.id)).first()
    values["pin_id"] = pinned(document, demo.seats["cleo"].user).id
    values["approval_id"] = db.session.scalars(
        select(Approval).filter_by(**of, title="The logo that goes on every page")).one().id
    decided = db.session.scalars(select(Approval).filter_by(**of, title="The concept")).one()
    values["decided_id"] = decided.id
    values["receipt_id"] = db.session.scalars(select(Receipt.id).filter_by(approval_id=decided.id)).one()
    values["change_id"] = proposed(demo.seats["cleo"].user, item).id
    values["question_id"] = db.session.scalars(select(Question).filter_by(workspace_id=demo.workspace.id)).first().id
    lying = letter(demo.workspace, item)
    values["letter_id"], message.letter_id, message.folded = lying.id, lying.id, "On 3 May Ines wrote:\n> The blue one?"
    db.session.commit()
    return values


def told(wrong: dict[str, list[str]]) -> str:
    return "\n".join(f"{place}\n  " + "\n  ".join(found) for place, found in wrong.items())


def walked(page, addresses, schemes=("light", "dark")) -> dict[str, list[str]]:
    """What is wrong with each page; pages that are refused or absent look alike, and are looked at once."""
    wrong, refusals = {}, set()
    bring_along(page)
    for address in addresses:
        page.complaints.clear()
        answer = page.goto(address)
        status = answer.status
        assert status < 500, address
        # A browser asks for an icon beside anything else, late, and hears that there is none while the next page is looked at.
        assert answer.headers.get("content-type", "").startswith("text/html"), f"{address} is for programs: see NO_PAGES"
        if status >= 400 and status in refusals:
            continue
        refusals.add(status)
        page.locator("h1").first.wait_for()
        found = findings(page, schemes)
        found += [each for each in page.complaints if status < 400 or not each.startswith("Failed to load resource")]
        if found:
            wrong[address] = found
    return wrong


#: Every page is looked at by both, each in one of the two schemes: what is drawn is drawn of the same colours.
@pytest.mark.parametrize(("key", "like", "size", "scheme"), [("ines", "owen", {}, "light"), ("cleo", "lea", PHONE, "dark")])
def test_a_page_keeps_nobody_out_and_keeps_to_its_policy(demo, addresses, enter, key, like, size, scheme):
    page = enter(demo.seats[key].user, reduced_motion="reduce", service_workers="block", **size)
    # No worker, which would keep a copy of each page: that is looked at where copies are. It is on its way for ever.
    page.add_init_script("navigator.serviceWorker.register = () => new Promise(() => {})")
    wrong = walked(page, open_to(like, addresses), [scheme])
    assert not wrong, told(wrong)


@pytest.mark.parametrize(("key", "size"), [("ines", {}), ("cleo", PHONE)])
def test_what_opens_on_a_page_keeps_nobody_out_either(demo, enter, key, size):
    item = f"/projects/{demo.projects[0].id}/items/{values_of(demo)['item_id']}"
    page, wrong = enter(demo.seats[key].user, item, reduced_motion="reduce", **size), {}
    links = page.locator('[hx-target="#sheet"]')
    for number in range(links.count()):
        links.nth(number).click()
        page.get_by_role("dialog").wait_for()
        wrong[links.nth(number).inner_text()] = findings(page, within=page.get_by_role("dialog"))
        page.keyboard.press("Escape")
        page.get_by_role("dialog").wait_for(state="detached")
    for closed in page.locator("details > summary").all():
        closed.click()
        wrong[closed.inner_text()] = findings(page, within=closed.locator(".."))
    page.locator("h1").click()
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keyboard").wait_for()
    wrong["?"] = findings(page, within=page.get_by_role("dialog", name="Keyboard"))
    wrong = {place: found for place, found in wrong.items() if found}
    assert links.count() and not wrong, told(wrong)
    assert page.complaints == []


def test_the_clients_view_keeps_its_staff_in(demo, enter):
    item = f"/projects/{demo.projects[0].id}/items/{values_of(demo)['item_id']}"
    page = enter(demo.seats["ines"].user, item, reduced_motion="reduce")
    page.get_by_role("link", name="As the client sees it").click()
    page.get_by_role("dialog").get_by_role("button", name="Cleo").click()
    page.locator(".look").wait_for()
    project = page.url.partition("/items")[0]
    wrong = walked(page, [page.url, project, f"{project}/talk", f"{project}/people"])
    assert not wrong, told(wrong)


@pytest.fixture
def doors(app, demo, mailbox) -> list[str]:
    """The addresses that are sent to people, fresh and used up."""
    settings, seats, project = app.config["SETTINGS"], demo.seats, demo.projects[0]
    offer = Offer(workspace_id=demo.workspace.id, client_id=project.client_id, role="contributor", project_id=project.id)
    item = values_of(demo)["item_id"]
    for address, entry in (("new@acme.example", None), ("other@acme.example", item)):
        invite(addresses=[address], offer=replace(offer, entry_id=entry), by=seats["mira"].user)
    links = [operator_link(settings, user=seats["cleo"].user)]
    db.session.commit()
    pay_owed()
    db.session.rollback()
    for address in ("new@acme.example", "other@acme.example"):
        text = mailbox.wait_for(address).get_body(("plain",)).get_content()
        links.append(re.search(r"http\S+/i/[\w-]+", text)[0])
    return ["/sign-in", "/offline", "/no-such-page", "/sign-in/" + "x" * 50, "/i/" + "x" * 43, *links]


@pytest.mark.parametrize("size", [{}, PHONE])
def test_a_door_keeps_nobody_out_but_strangers(doors, browser, mailbox, size):
    page, other = browser(reduced_motion="reduce", **size), browser(reduced_motion="reduce", **size)
    wrong = walked(page, doors)
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill("cleo@acme.example")
    page.get_by_role("button", name="Send me a mail").click()
    page.get_by_role("heading", name="Look into your mail").wait_for()
    wrong["code"] = findings(page)
    pay_owed()
    link = re.search(r"http\S+/sign-in/\S+", mailbox.wait_for("cleo@acme.example").get_body(("plain",)).get_content())[0]
    db.session.rollback()
    for visitor in (page, other):
        wrong |= walked(visitor, [link])
    page.goto(link)
    page.get_by_role("button", name="Sign in").click()
    wrong |= walked(other, [link])
    wrong = {place: found for place, found in wrong.items() if found}
    assert not wrong, told(wrong)
