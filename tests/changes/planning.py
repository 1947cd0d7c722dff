"""A small plan for change requests: Logo, then Site goes live, then Party; a secret item waits for the logo as well."""
from datetime import date
from uuid import uuid4

from portal.base.database import db
from portal.changes.effects import drop_effect
from portal.changes.raising import raise_change
from portal.plan.dependencies import link
from portal.projects.project import Project
from portal.projects.standing import standing_on
from portal.projects.viewer import viewer_of
from tests.world import INTERNAL, add_item

LOGO, LIVE, PARTY = date(2026, 5, 8), date(2026, 5, 22), date(2026, 6, 5)


def plan(world):
    """The items, promised and linked: ``live`` and ``party`` are shared, ``audit`` is the team's own."""
    world.logo.promised = LOGO
    world.live = add_item(world.site, "Site goes live", audience="client", promised=LIVE, start=date(2026, 5, 11),
                          due=date(2026, 5, 20))
    world.party = add_item(world.site, "Party", audience="client", level="milestone", promised=PARTY)
    world.audit = add_item(world.site, f"Audit {INTERNAL}", start=date(2026, 5, 11), due=date(2026, 5, 12))
    for item, waits_for in ((world.live, world.logo), (world.party, world.live), (world.audit, world.logo)):
        link(item=item, by=world.mia, waits_for=waits_for)
    return world


def standing(world, name, project=None):
    return standing_on(viewer_of(getattr(world, name)), project or world.site)


def drafted(world, by="mia", title="A livelier logo", why="The first one is too quiet."):
    return raise_change(project=world.site, by=standing(world, by), change_id=uuid4(), title=title, why=why)




def changes_in(world):
    """One that Cleo raised and the team works out, with what would happen to a secret item; and one of the team's own."""
    change = drafted(world, by="cleo", title="Earlier, please", why="The fair is in May.")
    effect = drop_effect(change=change, by=world.tess, effect_id=uuid4(), item=world.secret)
    drafted(world, by="tess", title=f"Cheaper paper {INTERNAL}", why=INTERNAL)
    return change, effect


def proposed(user, item):
    """A change that somebody proposed and that drops an item."""
    by = standing_on(viewer_of(user), db.session.get(Project, item.project_id))
    change = raise_change(project=by.project, by=by, change_id=uuid4(), title="Without it", why="It is not needed.")
    drop_effect(change=change, by=user, effect_id=uuid4(), item=item)
    return change
