"""What happened becomes notices and what is owed for them, once, for those who should know."""
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from portal.base.clock import at, now
from portal.entries.sharing import share_all, unshare
from portal.history.recording import record_event
from portal.history.signal import Signal
from portal.inbox import news
from portal.inbox.news import FLOOD, next_round
from portal.inbox.noticing import decided_of, write
from portal.inbox.owed import carried_by
from portal.jobs import noticing
from portal.jobs.noticing import NAME
from portal.notices.carried import Carried
from portal.notices.delivery import Delivery
from portal.notices.follow import Follow
from portal.notices.following import choose_level
from portal.notices.notification import Notification
from portal.notices.preferring import set_habits, set_pace
from portal.notices.subscription import PushSubscription
from portal.people.membership import Membership
from portal.people.sessions import open_session
from portal.people.user import User
from portal.plan.adding import add_item as add
from portal.plan.archiving import delete_item
from portal.plan.assigning import assign
from portal.plan.editing import set_stage
from portal.plan.stages import stages_of
from portal.projects.member import ProjectMember
from portal.talk.reading import mark_read, set_mark
from tests.talk.speaking import say, standing
from tests.world import add_item


def told(session, **of):
    """(name, kind) of everybody who was told."""
    found = session.execute(select(Notification).filter_by(**of).order_by(Notification.id)).scalars()
    return {(one.user_id, one.kind) for one in found}


def test_a_message_is_told_to_who_follows_and_owed_by_mail(session, world, tell):
    assign(item=world.logo, by=world.mia, seat_id=world.seat(world.cleo).id)
    say(world.tess, world.logo, "The first draft is here")
    tell()
    assert told(session) == {(world.cleo.id, "turn"), (world.cleo.id, "reply")}
    reply = session.scalar(select(Notification).where(Notification.kind == "reply"))
    assert (reply.entry_id, reply.lane, reply.actor_id, reply.newest) == (world.logo.id, "shared", world.tess.id, True)
    owed = {delivery.kind: delivery for delivery in session.scalars(select(Delivery))}
    assert set(owed) == {"notice", "bundle"} and {one.address for one in owed.values()} == {world.cleo.email}
    assert 4 < (owed["bundle"].due_at - now()).total_seconds() / 60 < 5 < 14 < (
        owed["notice"].due_at - now()).total_seconds() / 60 < 15
    assert session.scalar(select(Carried.notification_id).where(Carried.delivery_id == owed["bundle"].id)) == reply.id
    assert {(follow.user_id, follow.why) for follow in session.scalars(select(Follow))} == {(world.tess.id, "author")}
    assert tell() == 0 and session.query(Notification).count() == 2


def test_each_line_is_told_once_and_what_is_undone_never(session, world, tell):
    say(world.cleo, world.logo)
    tell()
    session.commit()
    say(world.tess, world.logo, "Taken back")
    session.rollback()
    tell()
    assert told(session) == {(world.tess.id, "reply")}


def test_two_who_tell_the_same_round_tell_it_once(session, world, tell):
    say(world.cleo, world.logo)
    session.commit()
    found = next_round(NAME)
    decided = decided_of(found.lines, window=timedelta(minutes=5))
    session.rollback()
    tell()
    before = session.query(Notification).count()
    try:
        written, _due = write(NAME, found.since, found.until, decided)
    except IntegrityError:
        # The very first round of all: they meet at the key.
        written = False
    session.rollback()
    assert before == 1 and not written and session.query(Notification).count() == before
    say(world.cleo, world.logo)
    session.commit()
    found = next_round(NAME)
    decided = decided_of(found.lines, window=timedelta(minutes=5))
    session.rollback()
    tell()
    assert write(NAME, found.since, found.until, decided) == (False, None) and session.query(Notification).count() == 2


def test_later_news_joins_what_is_owed_already(session, world, tell):
    say(world.cleo, world.logo)
    for body in ("One", "Two"):
        say(world.tess, world.logo, body)
        tell()
    owed = session.scalars(select(Delivery).where(Delivery.user_id == world.cleo.id)).all()
    assert [delivery.kind for delivery in owed] == ["bundle"]
    assert session.query(Carried).filter_by(delivery_id=owed[0].id).count() == 2
    newest = session.scalars(select(Notification.newest).where(Notification.user_id == world.cleo.id).order_by(Notification.id))
    assert list(newest) == [False, True]
    owed[0].claimed_until = now() + timedelta(minutes=1)
    say(world.tess, world.logo, "While it is being paid")
    tell()
    assert session.query(Delivery).filter_by(user_id=world.cleo.id).count() == 2


def test_paces_and_devices_decide_what_is_owed(session, world, tell):
    browser, _token = open_session(user=world.cleo, assurance="code")
    for _ in range(2):
        session.add(PushSubscription(id=uuid4(), user_id=world.cleo.id, session_id=browser.id, endpoint="https://push.example/1",
                                     p256dh="x", auth="y"))
    set_pace(user_id=world.cleo.id, kind="state", channel="mail", pace="daily")
    set_pace(user_id=world.cleo.id, kind="state", channel="push", pace="never")
    assign(item=world.logo, by=world.mia, seat_id=world.seat(world.cleo).id)
    set_stage(item=world.logo, by=world.mia, stage=next(s for s in stages_of(world.site.id) if s.kind == "doing"))
    say(world.tess, world.logo)
    tell()
    owed = session.scalars(select(Delivery).where(Delivery.user_id == world.cleo.id)).all()
    assert sorted((one.channel, one.kind) for one in owed) == sorted(
        [("push", "notice")] * 2 + [("push", "bundle")] * 2 + [("mail", "notice"), ("mail", "bundle"), ("mail", "daily")])
    daily = next(one for one in owed if one.kind == "daily")
    assert daily.due_at.astimezone(ZoneInfo("Europe/Stockholm")).hour == 8 and daily.workspace_id == world.nord.id


def test_a_device_that_gathers_for_a_day_gathers_the_rest_apart(session, world, tell):
    browser, _token = open_session(user=world.cleo, assurance="code")
    session.add(PushSubscription(id=uuid4(), user_id=world.cleo.id, session_id=browser.id, endpoint="https://push.example/1",
                                 p256dh="x", auth="y"))
    set_pace(user_id=world.cleo.id, kind="reply", channel="push", pace="daily")
    say(world.cleo, world.logo, "Hm")
    set_stage(item=world.logo, by=world.mia, stage=next(s for s in stages_of(world.site.id) if s.kind == "doing"))
    say(world.tess, world.logo)
    tell()
    soon, later = session.scalars(select(Delivery.due_at).where(Delivery.user_id == world.cleo.id, Delivery.channel == "push")
                                  .order_by(Delivery.due_at)).all()
    assert soon < now() + timedelta(minutes=6) and later.astimezone(ZoneInfo("Europe/Stockholm")).hour == 8


def test_what_is_urgent_takes_along_what_waits_for_the_morning(session, world, tell):
    browser, _token = open_session(user=world.cleo, assurance="code")
    session.add(PushSubscription(id=uuid4(), user_id=world.cleo.id, session_id=browser.id, endpoint="https://push.example/1",
                                 p256dh="x", auth="y"))
    set_pace(user_id=world.cleo.id, kind="reply", channel="push", pace="at_once")
    set_habits(user_id=world.cleo.id, quiet_from=22 * 60, quiet_until=7 * 60, urgent_passes=True)
    of_push = select(Delivery.due_at).where(Delivery.user_id == world.cleo.id, Delivery.channel == "push")
    with at(datetime(2026, 5, 6, 20, 30, tzinfo=UTC)):
        say(world.cleo, world.logo, "Hm")
        say(world.tess, world.logo, "Tomorrow")
        tell()
        assert session.scalars(of_push).all() == [datetime(2026, 5, 7, 5, tzinfo=UTC)]
    with at(datetime(2026, 5, 6, 21, tzinfo=UTC)):
        say(world.tess, world.logo, "@Cleo now!")
        tell()
        [due_at] = session.scalars(of_push)
        assert due_at < datetime(2026, 5, 6, 21, 1, tzinfo=UTC)


def test_nobody_under_example_is_mailed_and_what_is_stale_or_old_stands_in_the_inbox_only(session, world, tell):
    world.cleo.email = "cleo@acme.example"
    say(world.cleo, world.logo)
    say(world.tess, world.logo)
    with at(now() - timedelta(days=5)):
        say(world.cora, world.logo)
    with at(now() - timedelta(days=50)):
        say(world.abe, world.logo)
    tell()
    assert told(session) == {(world.cleo.id, "reply"), (world.tess.id, "reply"), (world.cora.id, "reply")}
    assert session.query(Notification).filter_by(actor_id=world.cora.id, read_at=None).count() == 2
    assert [bool(one.read_at) for one in session.query(Notification).filter_by(actor_id=world.abe.id)] == [True] * 3
    assert {owed.user_id for owed in session.scalars(select(Delivery))} == {world.tess.id}
    carried = session.scalars(select(Notification.actor_id).join(Carried, Carried.notification_id == Notification.id))
    assert set(carried) == {world.cleo.id}


def test_a_flood_is_told_as_one(session, world, tell):
    items = [add_item(world.site, f"Item {number}") for number in range(FLOOD + 5)]
    share_all(entries=items, by=world.mia)
    for item in items:
        assign(item=item, by=world.mia, seat_id=world.seat(world.cleo).id)
    tell()
    cleo = session.scalars(select(Notification).where(Notification.user_id == world.cleo.id)).all()
    assert {(one.kind, one.entry_id, one.facts["items"]) for one in cleo} >= {("turn", None, FLOOD + 5)} and len(cleo) <= 2
    vera = session.scalars(select(Notification).where(Notification.user_id == world.vera.id)).all()
    assert [(one.kind, one.facts["items"]) for one in vera] == [("share", FLOOD + 5)]
    unshare(entry=items[0], by=world.mia)
    tell()
    assert not any(carried_by(session.scalars(select(Delivery).where(Delivery.user_id == world.vera.id)).all()).values())


def test_what_tells_nobody_anything_is_passed_over(session, world, tell, monkeypatch):
    monkeypatch.setattr(news, "FAR", 3)
    for _ in range(6):
        record_event(workspace_id=world.nord.id, project_id=world.site.id, actor_id=world.mia.id, verb="stage_renamed")
        session.commit()
    assert tell() == 1 and tell() == 0 and not told(session)
    say(world.cleo, world.logo)
    assert tell() == 1 and told(session)


def test_a_house_that_never_told_begins_with_what_is_news(session, world, tell):
    with at(now() - timedelta(days=20)):
        say(world.cleo, world.logo)
    session.commit()
    say(world.cora, world.logo)
    tell()
    assert {(one.user_id, one.actor_id) for one in session.query(Notification)} == {(world.tess.id, world.cora.id)}


def test_many_lines_are_told_in_rounds_that_tear_nothing(session, world, tell, monkeypatch):
    monkeypatch.setattr(noticing, "ROUND", 3)
    monkeypatch.setattr(news, "MORE", 4)
    say(world.cleo, world.logo)
    for number in range(8):
        say(world.tess, world.logo, f"Number {number}")
        session.commit()
    items = [add_item(world.site, f"Item {number}") for number in range(FLOOD + 5)]
    share_all(entries=items, by=world.mia)
    tell()
    assert session.query(Notification).filter_by(user_id=world.cleo.id, kind="reply").count() == 8
    assert [one.facts["items"] for one in session.query(Notification).filter_by(user_id=world.vera.id)] == [FLOOD + 5]


def test_an_import_tells_the_team_and_whom_it_names_how_much_became_theirs(session, world, tell):
    record_event(workspace_id=world.nord.id, project_id=world.site.id, actor_id=world.mia.id, verb="plan.imported", field="plan",
                 old={"named": {str(world.seat(world.tess).id): 240, str(world.seat(world.cleo).id): 3}}, new="plan.xlsx")
    tell()
    found = session.scalars(select(Notification).order_by(Notification.kind)).all()
    assert [(one.user_id, one.kind, one.facts) for one in found] == [
        (world.tess.id, "state", {"verb": "plan.imported", "field": "plan", "new": "plan.xlsx"}),
        (world.tess.id, "turn", {"verb": "plan.imported", "items": 240})]


def test_who_answers_has_read_and_who_reads_the_thread_has_read_up_to_there(session, world, tell):
    say(world.cleo, world.logo, "Hm")
    first = say(world.tess, world.logo, "One")
    say(world.tess, world.logo, "Two")
    tell()
    by = standing(world.cleo, world.logo)
    mark_read(by.viewer, world.logo, first)
    unread = select(func.count()).select_from(Notification).where(
        Notification.user_id == world.cleo.id, Notification.read_at.is_(None))
    assert session.scalar(unread) == 1 and session.query(Signal).filter_by(kind="inbox", user_id=world.cleo.id).count() >= 2
    say(world.cleo, world.logo, "Answer")
    tell()
    assert session.scalar(unread) == 0


def test_a_deleted_item_takes_along_who_followed_it_and_what_was_told(session, world, tell):
    item = add(project=world.site, by=world.mia, title="Mistake")
    choose_level(entry=item, user_id=world.tess.id, level="all")
    say(world.tess, item, "Hm", lane="internal")
    say(world.mia, item, "@Tess", lane="internal")
    tell()
    assert told(session)
    say(world.mia, item, "Once more", lane="internal")
    delete_item(item=item, by=world.mia)
    tell()
    assert not told(session) and not session.query(Follow).count()
    assert carried_by(session.scalars(select(Delivery)).all()).keys() and not any(
        carried_by(session.scalars(select(Delivery)).all()).values())


def test_posting_costs_the_same_for_many_followers_and_telling_them_does_not_grow(session, world, tell, statements):
    def sent_by_posting() -> int:
        with statements() as sent:
            say(world.tess, world.logo, lane="internal")
            session.commit()
        return len(sent)

    sent_by_posting()
    few = sent_by_posting()
    tell()
    crowd(session, world, 120)
    session.commit()
    sent_by_posting()
    assert sent_by_posting() == few
    tell()
    say(world.tess, world.logo, lane="internal")
    with statements() as sent:
        tell()
    assert session.query(Notification).filter(Notification.actor_id == world.tess.id).count() == 3 * 120
    assert len(sent) <= 45, len(sent)


def test_who_saw_a_message_on_an_open_page_before_they_were_told_has_read_it(session, world, tell):
    assign(item=world.logo, by=world.mia, seat_id=world.seat(world.cleo).id)
    tell()
    for words in ("Seen at once", "Not yet seen"):
        message = say(world.tess, world.logo, words)
        if words == "Seen at once":
            set_mark(world.logo, world.cleo.id, message.id)
    tell()
    replies = session.scalars(select(Notification).where(Notification.kind == "reply").order_by(Notification.id))
    assert [reply.read_at is not None for reply in replies] == [True, False]


def crowd(session, world, many: int) -> None:
    """So many more members of the staff, all on the site and following the logo."""
    users = [{"id": uuid4(), "email": f"{number}@example.com", "name": f"Number {number}"} for number in range(many)]
    seats = [{"id": uuid4(), "user_id": user["id"], "workspace_id": world.nord.id, "role": "member"} for user in users]
    at_site = {"project_id": world.site.id, "workspace_id": world.nord.id}
    session.execute(insert(User), users)
    session.execute(insert(Membership), seats)
    session.execute(insert(ProjectMember), [at_site | {"membership_id": seat["id"]} for seat in seats])
    session.execute(insert(Follow), [at_site | {"entry_id": world.logo.id, "user_id": user["id"], "why": "choice"}
                                     for user in users])
