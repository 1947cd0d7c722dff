"""What is not sent although it is owed: to addresses where nothing arrives, and above what a workspace may send in an hour."""
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from random import uniform
from uuid import UUID

from portal.base.config import Settings
from portal.jobs.kinds import Postponed
from portal.notices.delivery import Delivery
from portal.notices.standing import stopped_among
from portal.people.doors import count_knock, knocks_at, window_end

#: What somebody waits for at the door leaves always.
LETTING_IN = {"sign_in", "invitation"}
HOUR = timedelta(hours=1)
#: What is put off comes spread over so much time after the hour.
SPREAD = timedelta(minutes=5)


def held_back(deliveries: list[Delivery], settings: Settings) -> dict[int, Postponed | None]:
    """Those of them that are not sent now: None for good, because nothing arrives there, or put off. Two statements."""
    stopped = stopped_among({each.address for each in deliveries if each.kind not in LETTING_IN})
    lost = {each.id: None for each in deliveries if each.address in stopped and each.kind not in LETTING_IN}
    return lost | _above_cap([each for each in deliveries if each.id not in lost], settings)


def _above_cap(deliveries: list[Delivery], settings: Settings) -> dict[int, Postponed]:
    """What is above the hourly cap of its workspace is put off until it counts anew."""
    sent = knocks_at({_key(each.workspace_id) for each in deliveries if each.workspace_id}, HOUR)
    so_far: Counter = Counter()
    later = {}
    for each in deliveries:
        so_far[each.workspace_id] += 1
        if each.workspace_id and sent.get(_key(each.workspace_id), 0) + so_far[each.workspace_id] > settings.mail_per_hour:
            later[each.id] = Postponed(window_end(HOUR) + SPREAD * uniform(0, 1))
    return later


def count_sent(workspace_ids: Iterable[UUID | None]) -> None:
    """Count mails that left against the caps of these workspaces, one for each time it is named."""
    for workspace_id, times in Counter(filter(None, workspace_ids)).items():
        count_knock(_key(workspace_id), HOUR, times=times)


def _key(workspace_id: UUID) -> str:
    return f"mails:{workspace_id}"
