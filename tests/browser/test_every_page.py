"""Every page there is, as staff, as a contact and as a stranger: nobody is kept out of it, and it keeps to its policy."""
import hashlib

import pytest
from sqlalchemy import select

from portal.base.database import db
from portal.people.setup import setup_link
from portal.plan.item import WorkItem
from portal.plan.update import Update
from portal.talk.discussion import Discussion
from portal.talk.message import Message
from tests.browser.inspecting import AXE, findings
from tests.support_browser import PHONE

#: Addresses that answer with something else than a page, or that another test here opens.
NO_PAGES = {"static", "brand_icons.show", "brand_stylesheets.show", "logos.show", "manifest.show", "worker.script", "health.healthz",
            "health.readyz", "sign_in_links.show", "operator_links.show", "setup.show", "invitations.show"}
#: Pages that show something else when asked.
ALSO = ("/?page=2", "{project}?show=late", "{project}?show=mine", "{project}?after={item_id}", "{project}/entries/{item_id}/sharing",
         "/no-such-page")


def test_the_inspector_is_the_published_one():
    kept = (AXE.parent / "SHA256SUMS").read_text().split()[0]
    assert hashlib.sha256(AXE.read_bytes()).hexdigest() == kept


@pytest.fixture
def addresses(app, demo) -> list[str]:
    """Every page by its address, filled with what is in the sample."""
    project, values = demo.projects[0], values_of(demo)
    ways = app.url_map.bind("")
    pages = [ways.build(rule.endpoint, {name: values[name] for name in rule.arguments})
             for rule in app.url_map.iter_rules() if "GET" in rule.methods and rule.endpoint not in NO_PAGES]
    return sorted({*pages, *(each.format(project=f"/projects/{project.id}", **values) for each in ALSO)})


def values_of(demo) -> dict:
    project = demo.projects[0]
    of = {"project_id": project.id}
    item = db.session.scalars(select(WorkItem).filter_by(**of, title="Logo as vector file")).one()
    discussion = db.session.scalars(select(Discussion).filter_by(**of, audience="client")).first()
    message = db.session.scalars(select(Message).filter_by(entry_id=discussion.id, lane="shared")).first()
    values = {"workspace_id": demo.workspace.id, "client_id": project.client_id, "project_id": project.id, "item_id": item.id,
              "entry_id": discussion.id, "message_id": message.id, "seat_id": demo.seats["cleo"].id,
              "update_id": db.session.scalars(select(Update).filter_by(**of, audience="client")).first().id}
    db.session.commit()
    return values


def walked(page, addresses) -> dict[str, list[str]]:
    """What is wrong with each page; pages that are refused or absent look alike, and are looked at once."""
    wrong, refusals = {}, set()
    for address in addresses:
        page.complaints.clear()
        status = page.goto(address).status
        assert status < 500, address
        if status >= 400 and status in refusals:
            continue
        refusals.add(status)
        page.locator("h1").first.wait_for()
        found = findings(page)
        found += [each for each in page.complaints if status < 400 or not each.startswith("Failed to load resource")]
        if found:
            wrong[address] = found
    return wrong


@pytest.mark.parametrize(("key", "size"), [("ines", {}), ("cleo", PHONE)])
def test_a_page_keeps_nobody_out_and_keeps_to_its_policy(demo, addresses, enter, key, size):
    page = enter(demo.seats[key].user, reduced_motion="reduce", **size)
    wrong = walked(page, addresses)
    assert not wrong, "\n".join(f"{address}\n  " + "\n  ".join(found) for address, found in wrong.items())
