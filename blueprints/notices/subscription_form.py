from binascii import Error

from flask import current_app
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from blueprints.support.fields import Form, line
from portal.base.push_endpoints import LONGEST, endpoint_of
from portal.base.vapid import as_bytes


class SubscriptionForm(Form):
    """What a browser says of itself when it agrees to pushes: where, and the keys that only it can read with."""

    endpoint = line(_l("Address"), most=LONGEST)
    p256dh = line(_l("Key"), most=120)
    auth = line(_l("Secret"), most=40)

    def validate_endpoint(self, field) -> None:
        if endpoint_of(field.data, current_app.config["SETTINGS"]) is None:
            raise ValidationError(_l("This browser uses a push service that is not known here. Ask whoever runs this portal."))

    def validate_p256dh(self, field) -> None:
        # A point of the curve P-256, uncompressed (RFC 8291).
        if len(data := _decoded(field)) != 65 or data[0] != 4:
            raise ValidationError(_l("Your browser said something unexpected. Please try again."))

    def validate_auth(self, field) -> None:
        if len(_decoded(field)) != 16:
            raise ValidationError(_l("Your browser said something unexpected. Please try again."))


def _decoded(field) -> bytes:
    try:
        return as_bytes(field.data)
    except (Error, ValueError):
        return b""
