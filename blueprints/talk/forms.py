from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import AnyOf

from blueprints.support.fields import Form, line, offered, words
from portal.talk.markdown import LIMIT
from portal.talk.wording import NoWords, TooManyWords, checked

LANES = [("internal", _l("Team only")), ("shared", _l("Shared"))]


class DiscussionForm(Form):
    subject = line(_l("Subject"), most=200)
    body = words(_l("First message"), most=LIMIT, rows=5)
    # A required field: nobody shares, or hides, without having said so.
    lane = RadioField(_l("Who sees it"), choices=offered(LANES))

    #: Whether files come with the first message: then it needs no words.
    has_files = False

    def validate(self, **more) -> bool:
        # What validates a field is not asked where nothing was written.
        right = super().validate(**more)
        try:
            checked(self.body.data, may_be_empty=self.has_files)
        except NoWords:
            self.body.errors = [_l("Write something first.")]
        except TooManyWords:
            pass
        return right and not self.body.errors

    def open_to(self, lanes: tuple[str, ...]) -> None:
        """Offer these lanes only; another one is refused like none."""
        self.lane.choices = offered(choice for choice in LANES if choice[0] in lanes)
        self.lane.validators = [AnyOf(lanes, _l("Choose who shall see this."))]
