"""A logo that comes with a form: re-encoded before anything is kept, refused in words at its field."""
from flask_babel import gettext as _


def refusal(code: str) -> str:
    """Why a logo was refused, and what to send instead."""
    return {
        "too_big": _("This picture is larger than 5 MB. Save it smaller and try again."),
        "too_many_pixels": _("This picture has too many pixels. Save it at most 4000 wide and high."),
        "moving": _("This picture moves. Save one frame of it as PNG."),
        "drawing": _("SVG pictures can carry programs, so we do not take them. Save it as PNG."),
    }.get(code, _("This is no PNG, JPEG or WebP picture that we can read."))


def take_logo(form) -> bool:
    """Read the form's logo if one was sent. False, with a sentence at the field, when it was refused."""
    form.logo_bytes = None
    if not form.logo_file.data:
        return True
    # Only here: the picture library is heavy, and most processes never meet a logo.
    from portal.branding.logos import LogoRefused, reencoded_logo

    try:
        form.logo_bytes = reencoded_logo(form.logo_file.data.read())
    except LogoRefused as refused:
        form.logo_file.errors = [refusal(refused.code)]
        return False
    return True


def put_logo(form, owner) -> None:
    """Keep what ``take_logo`` read, or drop the old logo where the form says so."""
    if form.logo_bytes:
        owner.set_logo(form.logo_bytes)
    elif form.drop_logo.data:
        owner.set_logo(None)
