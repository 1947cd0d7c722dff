"""Pushes of a whole batch at once: what each tells, in whose words, under which topic, to which browser."""
import base64
import json
import logging
from collections.abc import Collection
from hashlib import sha256
from importlib import import_module
from pkgutil import iter_modules
from uuid import UUID

import portal.jobs.pushes
from portal.base.config import Settings
from portal.channels.webpush import MOST, Push
from portal.inbox.badge import badge_of
from portal.inbox.owed import Notice
from portal.jobs.claiming import Owed
from portal.jobs.pushes.ground import Ground, read_ground, told_at
from portal.jobs.pushes.kinds import PUSHES
from portal.jobs.pushes.saying import Saying, said
from portal.notices.subscription import PushSubscription
from portal.projects.viewer import Viewer

log = logging.getLogger("portico.notices")

for _module in iter_modules(portal.jobs.pushes.__path__, "portal.jobs.pushes."):
    if _module.name != __name__:
        import_module(_module.name)

#: Of so many people at once it is counted how much there is for each; the devices of more count for themselves.
FEW = 3
#: What a phone that saves its battery is woken for: their move, and who is asked for by name.
URGENT = {"turn", "mention"}


def composed_pushes(deliveries: Collection[Owed], notices: dict[int, list[Notice]],
                    settings: Settings) -> dict[int, Push | None | Exception]:
    """What each of these deliveries sends, by its id. Reads only, in a number of statements that is bounded.

    None: nothing is to be sent any more (read meanwhile, out of reach, signed out). An exception stops its own push only.
    """
    ground, made = read_ground(deliveries, notices), {}
    badges = _badges(ground)
    for delivery in deliveries:
        try:
            made[delivery.id] = _composed(delivery, notices.get(delivery.id, []), ground, badges, settings)
        except Exception as error:
            made[delivery.id] = error
    return made


def _badges(ground: Ground) -> dict[UUID, int]:
    """What the icon of each reader counts, where it is known."""
    if len(ground.readers) > FEW:
        return {}
    try:
        return {id: badge_of(Viewer(user=reader.user, memberships=reader.seats)) for id, reader in ground.readers.items()}
    except Exception:
        # The device counts for itself, then; the words go.
        log.exception("no number for the icon")
        return {}


def _composed(delivery: Owed, notices: list[Notice], ground: Ground, badges: dict[UUID, int], settings: Settings) -> Push | None:
    browser = ground.browsers.get(delivery.subscription_id)
    reader = ground.readers.get(browser.user_id) if browser else None
    host = ground.hosts.get(delivery.subscription_id)
    saying = PUSHES[delivery.kind](delivery, told_at(host, notices), reader, ground) if reader else None
    if saying is None:
        return None
    topic = topic_of(browser.user_id, saying)
    return Push(endpoint=browser.endpoint, p256dh=browser.p256dh, auth=browser.auth, topic=topic,
                urgency="high" if not saying.lines or URGENT & {line.kind for line in saying.lines} else "normal",
                # At the host of a room only that room counts.
                payload=payload_of(saying, topic, browser, settings.origin_of(host),
                                   badges.get(browser.user_id) if host is None else None))


def topic_of(user_id: UUID, saying: Saying) -> str:
    """Of what is told about one entry the newest replaces the rest, at the push service and on the screen."""
    about = {str(line.entry_id or line.project_id) for line in saying.lines} or {"trial"}
    name = about.pop() if len(about) == 1 else "several"
    return base64.urlsafe_b64encode(sha256(f"{user_id} {name}".encode()).digest()[:24]).decode()


def payload_of(saying: Saying, topic: str, browser: PushSubscription, origin: str, badge: int | None = None) -> bytes:
    """The declarative form (W3C Push API), which some browsers show by themselves and our worker shows for the others.

    It leads to where the browser agreed: there somebody is signed in, and there the worker is that shows it. ``mutable``
    lets the worker put it right in the former, too: who is signed in there, what was read meanwhile and what the icon counts
    are known on the device alone. ``badge`` is what the icon counted when this was sent, for when no worker does.
    """
    words = said(saying)
    told = {**words, "tag": topic, "navigate": origin + words["navigate"],
            "data": {**words["data"], "user": str(browser.user_id)}}
    if "actions" in told:
        told["actions"] = [{**each, "navigate": origin + each["navigate"]} for each in told["actions"]]
    payload = _as_json(told, badge)
    if len(payload) > MOST:
        # Long names in scripts of many bytes: what could be done in place is done on the page.
        told.pop("actions", None)
        told["data"] = {name: value for name, value in told["data"].items() if name not in ("acts", "threads")}
        payload = _as_json(told, badge)
    return payload


def _as_json(notification: dict, badge: int | None) -> bytes:
    counted = {} if badge is None else {"app_badge": badge}
    return json.dumps({"web_push": 8030, **counted, "mutable": True, "notification": notification}, ensure_ascii=False,
                      separators=(",", ":")).encode()
