"""Mails as a mail program on a phone shows them: legible in both schemes, nothing wider than the screen."""
from datetime import date

import pytest

from portal.inbox.owed import carried_by
from portal.jobs.mails.kinds import composed
from portal.jobs.mails.replying import make_reply_addresses
from portal.jobs.mails.written import written
from portal.jobs.queue import current_settings
from portal.notices.preferring import set_habits
from portal.people.challenges import ask
from tests.browser.inspecting import findings
from tests.jobs.told import owe, say, tell
from tests.support_browser import PHONE
from tests.world import add_item

LONG = "https://example.com/" + "a-long-address-" * 8


@pytest.fixture
def mails(session, world, app) -> dict[str, str]:
    """The HTML of each kind of mail, by name."""
    world.acme.brand_color = "#ffd400"
    other = add_item(world.site, "Startseite mit einem langen Titel und Donaudampfschifffahrtsgesellschaftskapitän",
                     audience="client", move="client", promised=date(2020, 5, 4))
    said = say(world, world.tess, world.logo, f"# Drafts\n\n- one\n- two\n\n> quoted\n\n`code` {LONG}")
    inside = say(world, world.mia, world.logo, "We lose money", lane="internal")
    late = tell(world.cora, other, kind="late", facts={"new": "2020-05-04", "verb": "late"})
    moved = tell(world.cora, other, kind="moved", verb="promised", actor=world.tess, field="promised", old="2020-05-01",
                 new="2020-05-04", reason="Illness")
    reply, turn = tell(world.cora, world.logo, message=said), tell(world.cora, other, kind="turn")
    set_habits(user_id=world.abe.id, private=True)
    owed = {"bundle": owe(world.cora, reply, late, moved, turn, kind="bundle"),
            "daily": owe(world.cora, reply, late, moved, turn, kind="daily"), "notice": owe(world.cora, late, turn),
            "internal": owe(world.tess, tell(world.tess, world.logo, kind="mention", message=inside, lane="internal"),
                            tell(world.tess, world.logo, kind="turn")),
            "private": owe(world.abe, tell(world.abe, world.logo, message=said))}
    challenge = ask(key=app.config["SETTINGS"].secret_key, email=world.cora.email, browser="a browser")
    session.flush()
    owed["sign_in"] = owe(world.cora, kind="sign_in", subject_id=challenge.id)
    notices, settings = carried_by(list(owed.values())), current_settings()
    make_reply_addresses(owed.values(), notices, settings)
    made = composed(owed.values(), notices, settings)
    return {name: written(made[each.id], each, settings).html for name, each in owed.items()}


def test_a_mail_keeps_nobody_out_in_any_scheme_on_any_phone(chromium, mails):
    context = chromium.context(**PHONE)
    page, wrong = context.new_page(), {}
    for name, html in mails.items():
        page.set_content(html)
        if found := findings(page):
            wrong[name] = found
    context.close()
    assert not wrong, wrong
