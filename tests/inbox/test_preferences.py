"""What reaches me: each kind by each channel, quiet hours, working days, summaries, private mode."""
import re

import pytest

from portal.notices.habits import Habits
from portal.notices.preference import Preference
from portal.notices.preferring import paces_of
from tests.world import act, sign_in

PAGE = "/me/notifications"


def form(page, **changes):
    """What a browser would send of the form as it stands."""
    sent = dict(re.findall(r'type="hidden" name="(shown_\w+)" value="([^"]*)"', page))
    sent |= dict(re.findall(r'<select[^>]*name="(\w+)"[^>]*>(?:(?!</select>).)*?<option selected value="([^"]+)"', page, re.S))
    for name in ("digest_at", "quiet_from", "quiet_until"):
        sent[name] = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page)[1]
    sent["working_days"] = re.findall(r'<input checked[^>]*name="working_days"[^>]*value="(\d)"', page)
    return act(**{"_method": "PUT", **sent, **changes})


def test_what_holds_for_everybody_is_shown_and_saving_it_keeps_nothing(client, session, world):
    sign_in(client, world.cleo)
    page = client.get(PAGE).text
    sent = form(page)
    assert (sent["push_turn"], sent["mail_turn"], sent["mail_reply"], len(sent["working_days"])) == (
        "at_once", "at_once", "bundled", 7)
    assert client.post(PAGE, data=sent).status_code == 303
    assert session.query(Preference).count() == 0


def test_what_somebody_chose_is_kept_for_them_alone_and_shown_again(client, session, world):
    sign_in(client, world.cleo)
    sent = form(client.get(PAGE).text, mail_reply="daily", push_state="never", quiet_from="21:30", quiet_until="07:00",
                working_days=["0", "2"], digest_at="06:45", digest_weekday="4", private="y", urgent_passes="y")
    assert client.post(PAGE, data=sent).status_code == 303
    session.expire_all()
    paces, habits = paces_of(world.cleo.id), session.get(Habits, world.cleo.id)
    assert (paces["reply", "mail"], paces["state", "push"], paces["reply", "push"]) == ("daily", "never", "bundled")
    assert (habits.quiet_from, habits.quiet_until, habits.working_days, habits.digest_at, habits.digest_weekday) == (
        21 * 60 + 30, 7 * 60, 0b101, 6 * 60 + 45, 4)
    assert habits.private and habits.urgent_passes
    assert paces_of(world.cora.id)["reply", "mail"] == "bundled" and session.get(Habits, world.cora.id) is None
    again = form(client.get(PAGE).text)
    assert (again["mail_reply"], again["quiet_from"], again["working_days"]) == ("daily", "21:30", ["0", "2"])


@pytest.mark.parametrize("wrong", [{"mail_reply": "hourly"}, {"quiet_from": "21:30"}, {"digest_at": ""},
                                   {"quiet_until": "25:00", "quiet_from": "21:00"}, {"working_days": ["9"]},
                                   {"digest_weekday": "x"}])
def test_what_is_wrong_is_said_and_nothing_is_kept(client, session, world, wrong):
    sign_in(client, world.cleo)
    answer = client.post(PAGE, data=form(client.get(PAGE).text, push_state="never", **wrong))
    assert answer.status_code == 422 and "field-error" in answer.text
    assert session.query(Preference).count() == 0 and session.query(Habits).count() == 0


def test_what_was_chosen_on_another_device_meanwhile_is_shown_in_words(client, session, world):
    sign_in(client, world.cleo)
    sent = form(client.get(PAGE).text, mail_reply="never")
    session.add_all([Preference(user_id=world.cleo.id, kind="reply", channel="mail", pace="weekly"),
                     Habits(user_id=world.cleo.id, working_days=0b11)])
    session.commit()
    answer = client.post(PAGE, data=sent)
    assert answer.status_code == 409
    assert "<td>Gathered</td><td>Each week</td>" in answer.text and "<td>Monday, Tuesday</td>" in answer.text


def test_it_belongs_to_the_person_and_not_to_one_invitation(client, session, world):
    sign_in(client, world.cleo, assurance="link", membership_id=world.seat(world.cleo).id)
    assert "/sign-in" in client.get(PAGE).location
    assert client.post(PAGE, data=act(_method="PUT")).status_code == 403
