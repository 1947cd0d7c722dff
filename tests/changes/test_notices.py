"""Who hears what of a change request, step by step."""
from collections import defaultdict
from uuid import uuid4

from sqlalchemy import select

from portal.changes.effects import move_effect
from portal.changes.ending import withdraw
from portal.notices.notification import Notification
from tests.changes.planning import LOGO, drafted, plan, standing
from tests.changes.test_accepting import answered, asked


def test_each_step_of_a_change_reaches_who_should_know(session, world, tell):
    plan(world)
    names, known = {user.id: name for name, user in vars(world).items() if hasattr(user, "email")}, set()

    def told(about):
        tell()
        heard = defaultdict(set)
        for one in session.scalars(select(Notification).where(Notification.entry_id == about)):
            if one.id not in known:
                heard[names[one.user_id]].add(one.kind)
                known.add(one.id)
        return dict(heard)

    change = drafted(world, by="cleo")
    assert told(change.id) == {"tess": {"share"}}, "what the client proposes reaches the team"
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
