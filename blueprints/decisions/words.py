"""What approvals and answers are called, in the reader's language."""
from flask_babel import lazy_gettext as _l

RULES = {"one": _l("One person decides"), "all": _l("All of them must approve"), "any": _l("The first who answers decides"),
         "majority": _l("More than half must approve"), "sequence": _l("One after the other")}
#: What an answer says.
VERDICTS = {"approve": _l("Approved"), "remarks": _l("Approved, with remarks"), "changes": _l("Asks for changes"),
            "hand_over": _l("Lets somebody else decide"), "take_back": _l("Took the answer back")}
ICONS = {"approve": "check", "remarks": "check", "changes": "edit", "hand_over": "people", "take_back": "undo"}
#: Why an answer does not count.
WHY_NOT = {
    "stale": _l("For what was shown then; there was something newer."),
    "ended": _l("It came after the question had ended."),
    "away": _l("It came when the question had been put away."),
    "already": _l("An earlier answer counts."),
    "not_yet": _l("Others are asked first."),
    "handed_on": _l("Somebody else decides instead."),
    "declined": _l("They had left it to the team whom to ask."),
    "unopened": _l("A file could not be opened then."),
}
#: What somebody reads of their own answer.
YOURS = {"approve": _l("You approved this"), "remarks": _l("You approved this, with remarks"),
         "changes": _l("You asked for changes")}
#: What they hear where it was kept and does not count.
KEPT = {
    "stale": _l("Your answer is kept for what you saw. Meanwhile there is something newer: please look again."),
    "ended": _l("Your answer is kept. It came after the question had ended, and does not count."),
    "away": _l("Your answer is kept. What it is about has been put away, so it does not count now."),
    "already": _l("Your answer is kept. An answer you gave before counts."),
    "not_yet": _l("Your answer is kept. Others are asked before you, so it does not count yet."),
    "handed_on": _l("Your answer is kept. Somebody else decides instead of you by now."),
    "declined": _l("Your answer is kept. You had left it to the team whom to ask, so it does not count."),
    "unopened": _l("Your answer is kept. A file it is about cannot be opened, so it does not count: please look again."),
}
