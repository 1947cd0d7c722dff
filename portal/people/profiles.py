"""What people say of themselves."""
from portal.people.user import User

FIELDS = ("name", "locale", "time_zone", "offline_copies")


def change_profile(*, user: User, name: str, locale: str = "", time_zone: str = "", offline_copies: bool = True) -> None:
    """Set name, language, time zone and whether devices keep copies; "" leaves language and zone to browser and place.

    Without copies from now on, those that are kept go with the next answer. Twice: the same.
    """
    user.name, user.locale, user.time_zone = name, locale or None, time_zone or None
    if user.offline_copies and not offline_copies:
        user.lose_access()
    user.offline_copies = offline_copies
