"""What a refusal is called, for people and for the outbox."""
from flask_babel import lazy_gettext as _

#: Status: what happened, what to do.
WORDS = {
    400: (_("We could not read this request"), _("Go back, check what you entered and try again.")),
    401: (_("Please sign in again"), _("Your session has ended. What you typed is still on this page.")),
    403: (_("You may not do this"), _("Your role here does not include it. Whoever gave you your role can change it.")),
    404: (_("There is nothing here for you"),
          _("It may have been moved or is not shared with you. Check the address, or start again from your overview.")),
    405: (_("This address cannot do that"), _("Go back and use the buttons on the page.")),
    409: (_("This has changed meanwhile"),
          _("Somebody changed it while you were here. Your words are kept: look at the newest state, then decide.")),
    413: (_("This is too big"), _("Send a smaller file.")),
    419: (_("This page is no longer fresh"), _("Reload the page, then send again. Nothing was sent.")),
    422: (_("Something is missing or wrong"), _("Check the marked fields and send again.")),
    429: (_("Too many tries"), _("Wait a little, then try again.")),
    500: (_("Something went wrong on our side"),
          _("It is written down for those who run this portal. Please try again in a moment.")),
}
#: What the outbox does about a refusal: these pass by themselves, or once the person has signed in again; it keeps the
#: words and tries later. All others are final.
PASSING = {401, 408, 419, 425, 429}
#: What the outbox is told as the reason, where a route has no better one.
REASONS = {400: "unreadable", 401: "signed_out", 403: "not_allowed", 404: "not_found", 405: "not_here", 408: "too_slow",
           409: "changed", 410: "over", 413: "too_big", 419: "csrf", 422: "incomplete", 425: "too_early", 429: "too_often"}


def words_for(status: int) -> tuple:
    """What happened and what to do, for any status that refuses."""
    return WORDS.get(status) or WORDS[500 if status >= 500 else 400]


def reason_for(status: int) -> str:
    return REASONS.get(status) or ("broken" if status >= 500 else "refused")
