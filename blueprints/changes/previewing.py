"""What would follow from an effect that is not written yet."""
from datetime import date

from blueprints.changes.showing import Shown, shown
from portal.changes.change_request import ChangeRequest
from portal.changes.effect import Effect
from portal.changes.effects import effects_of
from portal.changes.outlook import outlook_for
from portal.plan.item import WorkItem
from portal.projects.standing import Standing


def previewed(change: ChangeRequest, standing: Standing, item: WorkItem, promised: date) -> Shown:
    """All of the change with this date moved: nothing is kept."""
    others = [effect for effect in effects_of(change) if (effect.kind, effect.entry_id) != ("move_promise", item.id)]
    moved = Effect(kind="move_promise", entry_id=item.id, after={"promised": promised.isoformat()}, before={})
    return shown(outlook_for(standing, [*others, moved]), change, standing)
