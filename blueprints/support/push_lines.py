"""One thing that a push tells, as a line in its reader's language: in the words of the inbox."""
import json
from types import SimpleNamespace

from blueprints.inbox.notice_words import said_of
from portal.jobs.pushes.saying import Line

EVENT = ("verb", "field", "old", "new", "reason")


def line_words(line: Line) -> str:
    """What happened, in a sentence. Who did it comes as this reader may know them."""
    facts, actor = json.loads(line.facts), SimpleNamespace(called=line.actor) if line.actor else None
    event = SimpleNamespace(actor=actor, **{name: facts.get(name) for name in EVENT}) if facts.get("verb") else None
    return said_of(SimpleNamespace(kind=line.kind, facts=facts, actor=actor, wrote=True, event=event, excerpt=line.words,
                                   has_files=False), names=None, provider="")
