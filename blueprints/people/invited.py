"""What is said once invitations are written: that they are on their way, or where nothing sends mail, that they are not."""
from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext


def mail_works() -> bool:
    """Whether mails leave this house; where they do not, links and codes are handed over."""
    return bool(current_app.config["SETTINGS"].smtp_url)


def invited(many: int, *, hands_over: bool = True) -> str:
    """What who invited so many people reads; links are handed over by staff only."""
    if mail_works() or not hands_over:
        return ngettext("One invitation is on its way.", "%(num)s invitations are on their way.", many)
    return ngettext("One invitation is ready to be handed over.", "%(num)s invitations are ready to be handed over.", many)


def invited_again(email: str, *, hands_over: bool = True) -> str:
    """What who sent an invitation once more reads."""
    return (_("Sent again to %(email)s.", email=email) if mail_works() or not hands_over
            else _("The link for %(email)s is valid again: hand it over.", email=email))
