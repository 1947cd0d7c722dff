"""What people say of themselves."""
from portal.people.user import User

FIELDS = ("name", "locale", "time_zone")


def change_profile(*, user: User, name: str, locale: str = "", time_zone: str = "") -> None:
    """Set name, language and time zone; "" leaves language and zone to the browser and the place. Twice: the same."""
    user.name, user.locale, user.time_zone = name, locale or None, time_zone or None
