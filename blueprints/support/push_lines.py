"""One thing that a push tells, as a line in its reader's language."""
import json
from datetime import date

from flask_babel import lazy_gettext as _l

from blueprints.support.formats import day
from blueprints.support.language import in_words
from portal.jobs.pushes.saying import Line

#: By kind: with what somebody wrote, and without; ``who`` did it.
LINES = {
    "turn": (_l("Your move. %(who)s: %(words)s"), _l("It is your move.")),
    "mention": (_l("%(who)s mentions you: %(words)s"), _l("%(who)s mentions you.")),
    "reply": (_l("%(who)s: %(words)s"), _l("%(who)s sent something.")),
    "state": (_l("%(who)s: %(words)s"), _l("%(who)s changed how it stands.")),
    "share": (_l("%(who)s shares this with you: %(words)s"), _l("%(who)s shares this with you.")),
    "moved": (_l("%(who)s moved the date: %(words)s"), _l("%(who)s moved the date.")),
    "late": (_l("The date is close, or over."), _l("The date is close, or over.")),
    "invitation": (_l("%(who)s: %(words)s"), _l("%(who)s takes part now.")),
}


def line_words(line: Line) -> str:
    """What happened, in a sentence; who, where that is nobody this reader may know, is somebody."""
    written, plain = LINES[line.kind]
    words = line.words or _of_facts(json.loads(line.facts))
    return in_words(written if words else plain) % {"who": line.actor or in_words(_l("Somebody")), "words": words}


def _of_facts(facts: dict) -> str:
    return str(facts.get("reason") or (day(date.fromisoformat(facts["new"])) if _is_day(facts.get("new")) else ""))


def _is_day(value) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except (TypeError, ValueError):
        return False
