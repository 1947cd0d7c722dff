"""The mail of what happened: all that matters stands in it, it is threaded and answered, and it tells nothing hidden."""
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes, policy
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from portal.base.clock import now, today
from portal.base.database import db
from portal.channels.letter import letter_bytes
from portal.decisions.deputies import name_deputy
from portal.entries.visible import find_entry
from portal.files.attachment import Attachment
from portal.inbox.owed import carried_by
from portal.jobs.mails.capping import count_sent, held_back
from portal.jobs.mails.kinds import composed
from portal.jobs.mails.replying import make_reply_addresses
from portal.jobs.mails.standing import note_outcomes
from portal.jobs.mails.written import written
from portal.jobs.paying import pay_owed
from portal.jobs.queue import current_settings
from portal.notices.following import choose_level
from portal.notices.preferring import set_habits
from portal.notices.standing import STOPS, stopped_among
from portal.people.hosts import name_host
from portal.people.membership import Membership
from portal.people.seats import remove_seat
from portal.plan.assigning import assign
from portal.plan.promising import promise
from portal.projects.member import ProjectMember
from portal.projects.standing import standing_on
from portal.projects.viewer import viewer_of
from portal.talk.message import Message
from tests.decisions.asking import asked_by
from tests.files.uploads import with_file
from tests.jobs.told import owe, say, tell
from tests.letters.answering import address_for
from tests.world import INTERNAL, MARKERS, add_item


def letters(*deliveries) -> list:
    """What these say by now, as letters; without those that say nothing any more."""
    notices, settings = carried_by(deliveries), current_settings()
    make_reply_addresses(deliveries, notices, settings)
    said = composed(deliveries, notices, settings)
    return [written(said[each.id], each, settings) for each in deliveries if said[each.id] is not None]


def letter(delivery):
    found, = letters(delivery)
    return found


@pytest.fixture
def settings(house):
    return house.settings


@pytest.fixture
def draft(session, world):
    """Cleo's message, after two others and one of the team."""
    say(world, world.tess, world.logo, "Three drafts")
    say(world, world.mia, world.logo, f"Cheap {INTERNAL}", lane="internal")
    say(world, world.tess, world.logo, "Have a look")
    return say(world, world.cleo, world.logo, "The *red* one <b>")


def test_it_says_what_it_is_about_what_was_said_and_what_was_before(world, draft):
    got = letter(owe(world.tess, tell(world.tess, world.logo, message=draft)))
    assert (got.subject, got.sender_name) == ("Logo (Site)", "Cleo (Studio Nord)")
    for words in ("The *red* one <b>", "Three drafts", "Have a look", "Shared with Acme", f"/messages/{draft.id}"):
        assert words in got.text
    assert "The <em>red</em> one &lt;b&gt;" in got.html and got.html.index("one &lt;b&gt;") < got.html.index("Three drafts")
    # A shared message repeats shared ones only, whoever reads it.
    assert INTERNAL not in got.text + got.html


def test_it_says_why_somebody_gets_it(session, world, draft):
    told = tell(world.tess, world.logo, message=draft)
    world.logo.created_by_id = world.tess.id
    assert "because you wrote there" in letter(owe(world.tess, told)).text
    assign(item=world.logo, by=world.mia, seat_id=world.seat(world.tess).id)
    session.flush()
    assert "because it is assigned to you" in letter(owe(world.tess, told)).text
    choose_level(entry=world.logo, user_id=world.tess.id, level="all")
    assert "because you follow it" in letter(owe(world.tess, told)).text
    # A client's lead hears of dates and troubles of what they have nothing to do with; of nothing else for that.
    lead, approval = world.lea, asked_by(world, world.logo, [world.cora, world.abe], rule="all")
    reasons = {(world.cora, approval, "turn"): "because you are asked to decide",
               (lead, world.logo, "moved"): "because you lead your side", (lead, approval, "late"): "because you lead your side",
               (lead, world.logo, "share"): "because you are on this project",
               (world.cora, world.logo, "moved"): "because you are on this project"}
    away, day = asked_by(world, world.logo, [world.abe]), today(world.nord.time_zone)
    name_deputy(seat=world.seat(world.abe), deputy=world.seat(world.cora), from_day=day, until_day=day, by=world.abe)
    reasons[world.cora, away, "turn"] = "because you stand in for Abe."
    for (user, entry, kind), reason in reasons.items():
        assert reason in letter(owe(user, tell(user, entry, kind=kind))).text, (kind, reason)


def test_it_can_be_answered_above_a_line_and_belongs_to_a_conversation(world, draft):
    first = letter(owe(world.tess, tell(world.tess, world.logo, message=draft)))
    assert first.text.lstrip().startswith("##- ") and "##- " in first.html and first.reply_to and first.thread
    again = letter(owe(world.tess, tell(world.tess, world.logo, message=draft)))
    assert (again.thread, again.reply_to) == (first.thread, first.reply_to) and again.message_id != first.message_id
    other = letter(owe(world.mia, tell(world.mia, world.logo, message=draft)))
    assert other.thread != first.thread and other.reply_to != first.reply_to
    assert str(world.logo.id) not in first.thread + first.reply_to + first.message_id


def test_the_teams_lane_is_told_apart_in_subject_body_thread_and_reply(world, draft):
    inside = say(world, world.mia, world.logo, "We lose money")
    inside.lane, inside.shared_at = "internal", None
    got = letter(owe(world.tess, tell(world.tess, world.logo, message=inside, lane="internal", kind="mention")))
    shared = letter(owe(world.tess, tell(world.tess, world.logo, message=draft)))
    assert got.subject == "Team: Logo (Site)" and "Team only" in got.text and "Mia mentioned you" in got.text
    assert got.thread != shared.thread and got.reply_to != shared.reply_to


def test_a_client_reads_it_in_its_brand_and_language_and_hears_of_no_lanes(world, draft):
    world.acme.brand_color, world.cleo.locale = "#b3321f", "de"
    answer = say(world, world.tess, world.logo, "Done")
    got = letter(owe(world.cleo, tell(world.cleo, world.logo, message=answer)))
    assert '<html lang="de">' in got.html and "#b3321f" in got.html and "Davor" in got.text
    assert not [word for word in ("Acme", INTERNAL, "Team") if word in got.text + got.html]


def test_each_reader_of_the_same_words_has_their_own_addresses(session, world, draft):
    owed = [owe(who, tell(who, world.logo, message=draft)) for who in (world.cora, world.abe)]
    one, two = letters(*owed)
    assert one.unsubscribe != two.unsubscribe and one.unsubscribe in one.text and one.unsubscribe in one.html
    assert two.unsubscribe not in one.text + one.html and one.text.replace(one.unsubscribe, two.unsubscribe) == two.text


def test_all_its_links_lead_to_the_host_of_its_readers_room_once_it_was_confirmed(session, world, draft, settings):
    name_host(world.acme, "acme.localhost", by=world.ada)
    own, base = settings.origin_of("acme.localhost"), settings.base_url
    told = [tell(who, world.logo, message=draft) for who in (world.cora, world.tess)]
    assert own not in letter(owe(world.cora, told[0])).html
    world.acme.host_confirmed_at = now()
    for kind in ("notice", "daily", "bundle"):
        got = letter(owe(world.cora, told[0], kind=kind))
        # Unsubscribing is about the mails of all rooms: its owner cannot do that for somebody.
        assert got.unsubscribe.startswith(f"{base}/unsubscribe/") and own in got.html
        assert base not in (got.text + got.html).replace(got.unsubscribe, "")
    # The team reads it at the address of the portal: the client's host is no door of theirs.
    assert own not in letter(owe(world.tess, told[1])).html
    set_habits(user_id=world.cora.id, private=True)
    got = letter(owe(world.cora, told[0]))
    assert base not in got.text.replace(got.unsubscribe, "")


def test_of_several_rooms_each_is_linked_where_it_is_read(session, world, draft, settings):
    there = Membership(workspace_id=world.nord.id, client_id=world.bolt.id, user_id=world.cora.id, role="sponsor")
    session.add(there)
    session.flush()
    session.add(ProjectMember(workspace_id=world.nord.id, project_id=world.shop.id, membership_id=there.id))
    for client, colour in ((world.acme, "#b3321f"), (world.bolt, "#1f5f8b")):
        name_host(client, f"{colour[1:]}.localhost", by=world.ada)
        client.host_confirmed_at, client.brand_color = now(), colour
    slipped = add_item(world.shop, "Basket", audience="client", move="client", promised=date(2026, 5, 4))
    promise(item=slipped, by=world.mia, day=date(2026, 5, 11), reason="Illness")
    soon = {"verb": "soon", "day": "2026-05-11"}
    told = tell(world.cora, world.logo, message=draft), tell(world.cora, slipped, kind="late", facts=soon)
    for kind in ("bundle", "daily"):
        got = letter(owe(world.cora, *told, kind=kind))
        for entry, host in ((world.logo, "b3321f"), (slipped, "1f5f8b")):
            links = re.findall(rf"(http\S+?)/projects/{entry.project_id}/\S*", got.text)
            assert set(links) == {settings.origin_of(f"{host}.localhost")}, kind
        assert got.unsubscribe.startswith(settings.base_url)


def test_several_threads_make_a_bundle_in_which_each_can_be_answered(session, world, draft):
    other = add_item(world.site, "Texts", audience="client")
    asked = say(world, world.cleo, other, "Which length?")
    told = tell(world.tess, world.logo, message=draft), tell(world.tess, other, message=asked)
    got = letter(owe(world.tess, *told, kind="bundle"))
    assert got.subject == "Logo, Texts" and got.reply_to.startswith("reply+m-") and got.thread is None
    assert got.text.count("Answer by mail: ") == 2 and got.html.count("mailto:") == 2
    assert f"/messages/{draft.id}" in got.html and f"/messages/{asked.id}" in got.html


def test_files_are_named_and_those_of_the_team_are_not(session, world):
    tess = standing_on(viewer_of(world.tess), world.site)
    logo = find_entry(tess.viewer, world.site.id, world.logo.id)
    shared = message_of(with_file("Sketch.png", logo, tess, "shared"))
    hidden = message_of(with_file(f"{INTERNAL}.png", logo, tess, "internal"))
    got = letter(owe(world.cora, tell(world.cora, world.logo, message=shared)))
    assert "Sketch.png" in got.text and INTERNAL not in got.text + got.html
    team = letter(owe(world.mia, tell(world.mia, world.logo, message=hidden, lane="internal")))
    assert f"{INTERNAL}.png" in team.text


def message_of(version) -> Message:
    return db.session.scalars(select(Message).join(Attachment, Attachment.message_id == Message.id)
                              .where(Attachment.version_id == version.id)).one()


def test_a_private_mail_says_neither_what_nor_who(world, draft):
    set_habits(user_id=world.tess.id, private=True)
    for kind in ("notice", "bundle", "daily"):
        got = letter(owe(world.tess, tell(world.tess, world.logo, message=draft), kind=kind))
        said = " ".join((got.subject, got.text, got.html, got.sender_name))
        told = ("Logo", "Site", "Cleo", "Acme", "one &lt;", str(draft.id), str(world.logo.id))
        assert not [word for word in told if word in said]
        assert got.reply_to == address_for(world.tess, world.logo) and got.thread is None and "Something new" in got.subject


def test_what_the_team_did_among_itself_a_client_is_not_told(world):
    turn = tell(world.cleo, world.logo, kind="turn", verb="staged", actor=world.tess, lane="shared", event_lane="internal",
                field="stage", old={"kind": "doing", "name": f"Do {INTERNAL}"}, new={"kind": "client", "name": INTERNAL})
    got = letter(owe(world.cleo, turn))
    assert "It is your move now" in got.text and INTERNAL not in got.text + got.html
    moved = tell(world.cleo, world.logo, kind="moved", verb="promised", actor=world.tess, field="promised", old="2026-05-01",
                 new="2026-05-08", reason="Illness")
    assert "May 8" in (got := letter(owe(world.cleo, moved))).text and "Illness" in got.html


def test_staff_who_stand_among_the_clients_people_are_told_as_one_of_them(session, world, draft):
    """Tom is of the team, is not on the project as such, and is a contact there."""
    seat = Membership(workspace_id=world.nord.id, client_id=world.acme.id, user_id=world.tom.id, role="contributor")
    session.add(seat)
    session.flush()
    session.add(ProjectMember(workspace_id=world.nord.id, project_id=world.site.id, membership_id=seat.id))
    world.acme.brand_color = "#b3321f"
    turn = tell(world.tom, world.logo, kind="turn", verb="staged", actor=world.tess, event_lane="internal", field="stage",
                old={"kind": "doing", "name": INTERNAL}, new={"kind": "client", "name": INTERNAL})
    got = letter(owe(world.tom, turn, tell(world.tom, world.logo, message=draft)))
    assert "#b3321f" in got.html and not [word for word in ("Shared with", INTERNAL) if word in got.text + got.html]


KINDS = ("notice", "bundle", "daily", "weekly")
GONE = {
    "removed": lambda world, message: remove_seat(seat=world.seat(world.cora), by=world.ada),
    "unshared": lambda world, message: setattr(world.logo, "audience", "internal"),
    "held back": lambda world, message: setattr(message, "lane", "internal"),
    "deleted": lambda world, message: setattr(message, "deleted_at", now()),
    "archived": lambda world, message: setattr(world.logo, "archived_at", now()),
    "client archived": lambda world, message: setattr(world.acme, "archived_at", now()),
}


def test_what_its_reader_may_not_see_any_more_is_in_no_mail(session, world, draft):
    owed = [owe(world.cora, tell(world.cora, world.logo, message=draft), kind=kind) for kind in KINDS]
    for how, goes in GONE.items():
        assert len(letters(*owed)) == len(KINDS)
        until_then = session.begin_nested()
        goes(world, draft)
        session.flush()
        assert letters(*owed) == [], how
        until_then.rollback()


def test_who_lost_one_of_two_rooms_hears_of_the_other_only(session, world, draft):
    """Cora stands among the people of another client as well, and no longer on this project."""
    there = Membership(workspace_id=world.nord.id, client_id=world.bolt.id, user_id=world.cora.id, role="sponsor")
    session.add(there)
    session.flush()
    session.add(ProjectMember(workspace_id=world.nord.id, project_id=world.shop.id, membership_id=there.id))
    world.cart.title, world.shop.name, world.bolt.name = "Basket", "Market", "Bolts"
    add_item(world.site, "Texts", audience="client", move="client", promised=date(2020, 5, 1))
    here, other = tell(world.cora, world.logo, message=draft), tell(world.cora, world.cart, kind="turn")
    remove_seat(seat=world.seat(world.cora), by=world.ada)
    session.flush()
    for kind in KINDS[1:]:
        got = letter(owe(world.cora, here, other, kind=kind))
        everything = got.text + got.html + got.subject
        assert "Basket" in everything
        assert not [each for each in ("Logo", "Site", "Acme", "The *red*", "Texts", str(world.site.id))
                    if each in everything], kind


def test_hidden_things_are_in_no_part_of_a_mail(session, world, draft):
    """Somebody was told by mistake of what they may not see: nothing of it goes out, beside what they may."""
    say(world, world.tess, world.logo, INTERNAL, lane="internal")
    wrong = [tell(world.cora, world.secret), tell(world.cora, world.cart), tell(world.cora, world.crown),
             tell(world.cora, None, project=world.shop, kind="invitation"),
             tell(world.cora, world.logo, message=say(world, world.tess, world.logo, INTERNAL, lane="internal"), lane="internal")]
    right = tell(world.cora, world.logo, message=draft)
    for kind in KINDS:
        got = letter(owe(world.cora, right, *wrong, kind=kind))
        sent = message_from_bytes(letter_bytes(got), policy=policy.default)
        everything = " ".join([*map(str, sent.values()), *(part.get_content() for part in sent.iter_parts()), got.envelope])
        assert "red" in everything and got.unsubscribe in everything and not [each for each in MARKERS if each in everything]
        assert not [each for each in (world.secret, world.cart, world.crown) if str(each.id) in everything]


def test_a_batch_asks_no_more_for_many_than_for_one(session, world, draft, statements):
    def asked(*people) -> int:
        owed = [owe(who, tell(who, world.logo, message=draft)) for who in people]
        session.commit()
        notices = carried_by(owed)
        make_reply_addresses(owed, notices, current_settings())
        session.commit()
        session.refresh(draft)
        for each in owed:
            session.refresh(each)
        with statements() as sent:
            assert None not in composed(owed, notices, current_settings()).values()
        return len(sent)
    assert asked(world.cora, world.tess) == asked(world.cora, world.tess, world.abe, world.lea, world.mia, world.vera)


def test_to_an_address_where_nothing_arrives_only_what_lets_people_in_is_sent(session, world, draft, time_machine):
    notice, door = owe(world.cora, tell(world.cora, world.logo, message=draft)), owe(world.cora, kind="sign_in")
    for _ in range(STOPS):
        time_machine.move_to(now() + timedelta(hours=2), tick=False)
        note_outcomes([(notice, "refused", "550 5.1.1 Nobody", "address"), (door, "refused", "554 Spam", "letter")])
    assert stopped_among({world.cora.email}) == {world.cora.email}
    assert held_back([notice, door], current_settings()) == {notice.id: None}


def test_what_was_given_up_counts_for_a_while_only(session, world, draft, time_machine):
    notice = owe(world.cora, tell(world.cora, world.logo, message=draft))
    for _ in range(STOPS + 1):
        time_machine.move_to(now() + timedelta(hours=2), tick=False)
        note_outcomes([(notice, "refused", "given up: 452 Full", "address"), (notice, "refused", "given up: no route", "server")])
    assert stopped_among({world.cora.email}) == set()


def test_above_the_hourly_cap_of_a_workspace_mails_wait_for_the_next_hour(session, world, draft, time_machine):
    settings = replace(current_settings(), mail_per_hour=3)
    owed = [owe(who, tell(who, world.logo, message=draft)) for who in (world.cora, world.abe, world.lea)]
    door = owe(world.cora, kind="sign_in")
    assert held_back([*owed, door], settings) == {}
    count_sent([world.nord.id, world.nord.id, None, world.rexco.id])
    later = held_back([*owed, door], settings)
    assert len(later) == 2 and all(now() < each.until < now() + timedelta(minutes=66) for each in later.values())
    time_machine.move_to(now() + timedelta(hours=1, minutes=6))
    assert held_back([*owed, door], settings) == {}


def test_what_left_in_this_hour_counts_for_what_falls_due_next(session, world, draft, house, monkeypatch, mailbox):
    monkeypatch.setitem(vars(house.settings), "mail_per_hour", 1)
    first = owe(world.cora, tell(world.cora, world.logo, message=draft))
    session.commit()
    pay_owed()
    second = owe(world.abe, tell(world.abe, world.logo, message=draft))
    session.commit()
    pay_owed()
    session.expire_all()
    assert (first.outcome, second.outcome, second.attempts) == ("sent", None, 0) and second.due_at > now()
    assert mailbox.to(world.abe.email) == []


def test_one_that_cannot_be_made_stops_none_of_the_others(session, world, draft, monkeypatch):
    from portal.jobs.mails import notice as module
    owed = [owe(who, tell(who, world.logo, message=draft)) for who in (world.cora, world.abe)]
    session.commit()
    whole = module.parts_of

    def broken(notices, user_id, batch):
        if user_id == world.cora.id:
            raise ValueError("torn")
        return whole(notices, user_id, batch)

    monkeypatch.setattr(module, "parts_of", broken)
    said = composed(owed, carried_by(owed), current_settings())
    assert isinstance(said[owed[0].id], ValueError) and said[owed[1].id].template == "notice"


def test_threads_that_write_at_once_each_write_in_their_readers_language(app, world, draft):
    """As the worker does: mails of several languages and zones side by side."""
    owed = []
    for who, locale in zip((world.cora, world.abe, world.lea), ("de", "fr", "sv"), strict=True):
        who.locale = locale
        owed += [owe(who, tell(who, world.logo, message=say(world, world.tess, world.logo, f"{locale} {number}")))
                 for number in range(4)]
    notices, settings = carried_by(owed), current_settings()
    make_reply_addresses(owed, notices, settings)
    said = composed(owed, notices, settings)
    plain = [(said[each.id], SimpleNamespace(id=each.id, address=each.address, created_at=each.created_at)) for each in owed]

    def write(pair) -> tuple[str, str]:
        with app.app_context():
            return pair[0].locale, written(*pair, settings).html

    with ThreadPoolExecutor(4) as threads:
        for locale, html in threads.map(write, plain):
            word = {"de": "Davor", "fr": "Avant cela", "sv": "Före det"}[locale]
            assert f'<html lang="{locale}">' in html and word in html and f"{locale} " in html


def test_a_bundle_of_very_much_tells_so_much_and_leads_to_the_rest(session, world, monkeypatch):
    monkeypatch.setattr("portal.jobs.mails.notice.PARTS", 2)
    told = [tell(world.cora, add_item(world.site, f"Item {number}", audience="client")) for number in range(5)]
    got = letter(owe(world.cora, *told, kind="bundle"))
    assert "Item 1" in got.text and "Item 2" not in got.text + got.html and "3 more" in got.text and "/inbox" in got.html


def test_what_is_about_the_project_itself_leads_there_and_is_not_named_twice(world):
    got = letter(owe(world.cora, tell(world.cora, None, project=world.site, kind="turn", facts={"items": 4})))
    assert got.subject == "Site (Studio Nord)" and "4 items are your move now" in got.text
    assert f"/projects/{world.site.id}\n" in got.text and got.reply_to.startswith("reply+m-") and got.thread
