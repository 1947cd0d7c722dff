"""Under what circumstances something was decided: on what device, how sure we are who it was, when by that device's clock."""
from datetime import timedelta

from flask import request

from blueprints.people.device_name import device_name
from blueprints.support.door import this_session
from blueprints.support.moments import moment_sent
from portal.base.clock import now

#: So long something may have waited to be sent; a clock that says more is wrong.
LONGEST = timedelta(days=60)


def facts_of_device() -> dict:
    """``device``, ``assurance`` and ``made_at``: None where the device does not say, or cannot be right."""
    made_at = moment_sent("made_at")
    likely = made_at is not None and now() - LONGEST <= made_at <= now() + timedelta(hours=1)
    return {"device": device_name(request.user_agent.string)[:80], "assurance": this_session().assurance[:8],
            "made_at": made_at if likely else None}
