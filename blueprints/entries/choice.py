"""What somebody chose in a sharing dialog, and what stands against it."""
from dataclasses import dataclass, replace
from uuid import UUID

from flask import request
from flask_babel import gettext as _

from blueprints.support.conflicts import differs
from portal.base.ids import parse_id
from portal.entries.entry import Entry
from portal.entries.prospect import Prospect
from portal.people.membership import Membership


@dataclass(frozen=True)
class Choice:
    """Who shall see it, which messages come along, and whether the branch does."""

    audience: str = "client"
    readers: frozenset[UUID] = frozenset()
    messages: frozenset[UUID] = frozenset()
    branch: bool = False
    #: Whether the client keeps what it had seen before.
    seen: bool = True
    #: The window of internal messages that is looked at: those before this number.
    before: UUID | None = None
    #: The person only turns to another window.
    turning: bool = False

    @classmethod
    def of(cls, entry: Entry, prospect: Prospect) -> "Choice":
        """What the dialog begins with: how things are now."""
        return cls(audience="named" if entry.audience == "named" else "client", readers=prospect.readers)

    def beginning_with(self, message: UUID | None) -> "Choice":
        """With this one ticked, which it would say nothing without."""
        return replace(self, messages=frozenset({message})) if message else self

    def without_messages(self) -> "Choice":
        return replace(self, messages=frozenset())

    def trouble(self, contacts: list[Membership]) -> str | None:
        """What is wrong with it, in a sentence."""
        if self.audience not in ("client", "named"):
            return _("Choose who shall see it.")
        if self.audience == "named" and not self.readers:
            return _("Choose at least one person.")
        if self.audience == "named" and not self.readers <= {seat.id for seat in contacts}:
            return _("Somebody you chose has left the project meanwhile. Choose again.")
        return None


def read_choice() -> Choice:
    """The choice that was sent."""
    form = request.form
    window = form.get("window")
    return Choice(audience=form.get("audience", ""), readers=ids("reader"), messages=ids("message"), branch="branch" in form,
                  seen="seen" in form or "shown_seen" not in form, turning=window is not None,
                  before=parse_id(window))


def ids(field: str) -> frozenset[UUID]:
    """The ids sent under a name; what is no id names nothing, and counts as one nobody knows."""
    return frozenset(parse_id(text) or UUID(int=0) for text in request.form.getlist(field))


def clash(entry: Entry, prospect: Prospect) -> str | None:
    """What changed since the dialog was shown, in a sentence: who sees the entry, or how much is below it."""
    readers = ",".join(sorted(map(str, prospect.readers)))
    if _differ({"audience": entry.audience, "readers": readers}, _("Who sees it")):
        return _("Somebody changed who sees it meanwhile. This is how it is now.")
    below = prospect.below and f"{prospect.below.hidden},{prospect.below.shared}"
    if below and "branch" in request.form and _differ({"below": below}, _("Below this")):
        return _("What is below it has changed meanwhile. Look at the new numbers, then decide again.")
    return None


def _differ(values: dict[str, str], label: str) -> bool:
    """Whether any of these was shown and is another now. The dialog alone can say in words what it is: it is looked at again."""
    found = [name for name, now in values.items() if differs(name, now, label=label, yours="", theirs="")]
    return bool(found)
