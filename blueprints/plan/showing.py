"""The page of an item: what it shows its reader."""
from blueprints.plan.lines import lines_of
from blueprints.plan.people import carried
from blueprints.support.door import viewer
from portal.plan.access import may_plan, may_promise, may_report
from portal.plan.dependencies import links_of
from portal.plan.family import family_of
from portal.plan.promising import moves_among, promises_of
from portal.plan.reading import Found
from portal.plan.turn import reader_of, turn_of
from portal.projects.access import may_invite


def item_context(found: Found, standing) -> dict:
    """Everything of an item but its thread; each list with one statement, none of which grows with its rows."""
    item, reader = found.item, reader_of(standing)
    family = family_of(viewer(), item.project, item)
    item.known_hands = family.hands
    plans = may_plan(standing)
    return {
        "item": item, "project": item.project, "standing": standing, "turn": turn_of(item, reader), "today": reader.today,
        "may_report": may_report(standing, item), "may_plan": plans, "may_promise": may_promise(standing),
        "may_invite": may_invite(standing),
        "above": family.above, "lines": lines_of(family.below, reader), "more": family.more, "hands": family.hands,
        "moves": moves_among(promises_of(item, side=standing.side)) if found.moved else [],
        "links": links_of(item, viewer()) if found.linked else [], "shape": "head",
        "people": carried(item) if plans else "",
    }
