"""Who hears what of a change request, step by step."""
from collections import defaultdict
from uuid import uuid4

from sqlalchemy import select

from portal.changes.effects import move_effect
from portal.changes.ending import turn_down, withdraw
from portal.decisions.taking_back import take_back
from portal.inbox.owed import carried_by
from portal.jobs.renewing import renew_questions
from portal.notices.delivery import Delivery
from portal.notices.notification import Notification
from portal.plan.dependencies import unlink
from portal.plan.editing import edit_item
from portal.plan.promising import promise
from tests.changes.planning import LIVE, LOGO, drafted, plan, standing
from tests.changes.test_accepting import answered, asked
from tests.decisions.test_notices import _run
from tests.talk.speaking import say


class Told:
    """Who is told what about an entry, step by step."""

    def __init__(self, session, world, tell):
        self.session, self.tell, self.known = session, tell, set()
        self.names = {user.id: name for name, user in vars(world).items() if hasattr(user, "email")}

    def __call__(self, about) -> dict[str, set[str]]:
        self.tell()
        heard = defaultdict(set)
        for one in self.session.scalars(select(Notification).where(Notification.entry_id == about)):
            if one.id not in self.known:
                heard[self.names[one.user_id]].add(one.kind)
                self.known.add(one.id)
        return dict(heard)


def test_each_step_of_a_change_reaches_who_should_know(session, world, tell):
    plan(world)
    told = Told(session, world, tell)
    change = drafted(world, by="cleo")
    assert told(change.id) == {"tess": {"turn"}}, "what the client proposes is the team's move"
    internal = drafted(world, by="tess")
    move_effect(change=change, by=world.tess, effect_id=uuid4(), item=world.logo, promised=LOGO.replace(day=15))
    assert told(change.id) == {} == told(internal.id), "what the team works out is told to nobody"
    approval = asked(world, change)
    assert told(approval.id) == {"cora": {"turn"}} and told(change.id) == {}
    answered(world, approval)
    assert told(change.id) == {"cleo": {"state"}, "tess": {"state"}}
    assert told(world.live.id).get("lea") == {"moved"}, "that a promise moved is told with the change as its reason"
    other = drafted(world, by="cleo")
    told(other.id)
    withdraw(change=other, by=standing(world, "cora"), reason="No longer needed")
    assert told(other.id) == {"cleo": {"state"}, "tess": {"state"}}
    refused = drafted(world, by="cleo")
    told(refused.id)
    turn_down(change=refused, by=standing(world, "mia"), reason="Too late for it")
    assert told(refused.id) == {"cleo": {"state"}}, "one of the team has done it"


def test_a_no_that_is_taken_back_reaches_who_had_heard_of_it(session, world, tell):
    plan(world)
    told = Told(session, world, tell)
    change = drafted(world, by="cleo")
    move_effect(change=change, by=world.tess, effect_id=uuid4(), item=world.logo, promised=LOGO.replace(day=15))
    approval = asked(world, change)
    told(change.id)
    no = answered(world, approval, "changes", "Not now")
    assert told(change.id) == {"cleo": {"state"}, "tess": {"state"}}
    take_back(decision_id=uuid4(), decision=no, approval=approval, by=standing(world, "cora"))
    assert told(change.id) == {"cleo": {"state"}, "tess": {"state"}}


def test_sponsors_are_asked_anew_within_a_minute_whatever_their_change_touches_has_moved(app, session, world):
    plan(world)
    change = drafted(world)
    move_effect(change=change, by=world.mia, effect_id=uuid4(), item=world.logo, promised=LOGO.replace(day=15))
    approval = asked(world, change)
    assert _run(app, session, renew_questions) == 0
    say(world.tess, world.live, "Only a word")
    edit_item(item=world.party, by=world.tess, title="Big party")
    assert _run(app, session, renew_questions) == 0, "what does not follow changes nothing"
    promise(item=world.live, by=world.mia, day=LIVE.replace(day=27), reason="Slip")
    assert _run(app, session, renew_questions) == 1, "an item that follows was promised for another day"
    unlink(item=world.live, by=world.tess, waits_for_id=world.logo.id)
    assert _run(app, session, renew_questions) == 1, "and then it follows no more"
    session.expire_all()
    assert (approval.round, approval.state) == (3, "open") and _run(app, session, renew_questions) == 0


def test_whoever_had_not_heard_of_a_proposal_is_not_sent_it_once_the_client_was_asked(session, world, tell):
    plan(world)
    change = drafted(world, by="cleo")
    tell()
    owed = session.scalars(select(Delivery).where(Delivery.user_id == world.tess.id)).all()
    assert owed and all(notice.kind == "turn" for notices in carried_by(owed).values() for notice in notices)
    assert any(carried_by(owed).values())
    move_effect(change=change, by=world.tess, effect_id=uuid4(), item=world.logo, promised=LOGO.replace(day=15))
    asked(world, change)
    assert not any(carried_by(owed).values())
