"""What is said once invitations are written: that they are on their way, or where nothing sends mail, that they are not."""
from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext


def invited(many: int, *, hands_over: bool = True) -> str:
    """What who invited so many people reads; links are handed over by staff only."""
    if current_app.config["SETTINGS"].mail_works:
        return ngettext("One invitation is on its way.", "%(num)s invitations are on their way.", many)
    if hands_over:
        return ngettext("One invitation is ready to be handed over.", "%(num)s invitations are ready to be handed over.", many)
    return ngettext("One invitation is made. This portal cannot send mail yet: ask the other side to hand its link over.",
                    "%(num)s invitations are made. This portal cannot send mail yet: ask the other side to hand the links over.",
                    many)


def invited_again(email: str, *, hands_over: bool = True) -> str:
    """What who sent an invitation once more reads."""
    if current_app.config["SETTINGS"].mail_works:
        return _("Sent again to %(email)s.", email=email)
    if hands_over:
        return _("The link for %(email)s is valid again: hand it over.", email=email)
    return _("The link for %(email)s is valid again. This portal cannot send mail yet: ask the other side to hand it over.",
             email=email)
