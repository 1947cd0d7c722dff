"""Signing in by mail: one browser asks, and only that browser is signed in, by a link or by a code typed into it.

OWASP ASVS 5.0, 6.5 and 6.6: ten minutes, one use, hashes kept, five tries. Tries count per challenge and the newest
cancels only older ones of its own browser, so that nobody can lock another out.

A challenge is answered under the name it was asked for at, and opens a session of that name: whoever holds the name of a
room sees the links that lead there, and must get in by them nowhere else.
"""
import hmac
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Select, delete, select, update

from portal.base.clock import now
from portal.base.database import db
from portal.base.ids import new_id
from portal.notices.owing import owe_mail
from portal.notices.standing import note_arrival
from portal.people.challenge import Challenge
from portal.people.doors import count_knock, short
from portal.people.tokens import derived_code, hashed, link_token, subject_of, tidy_code
from portal.people.user import User

PURPOSE = "sign-in"
LASTS = timedelta(minutes=10)
TRIES = 5
#: Mails to one address leave at once up to this many a window; further ones wait, and their ten minutes begin later.
PROMPT, WINDOW = 3, timedelta(minutes=10)
SLOWER, SLOWEST = timedelta(seconds=20), timedelta(minutes=2)


class WrongCode(Exception):
    """Not the code; ``left`` tries remain."""

    def __init__(self, left: int):
        self.left = left
        super().__init__(left)


class ChallengeOver(Exception):
    """Nothing can be answered any more: expired, used, replaced by a newer one, tried too often, or never asked."""


class OtherBrowser(Exception):
    """The link was opened elsewhere than where it was asked for: the code is to be typed there."""


def ask(*, key: str, email: str, browser: str, goes_to: str = "", host: str | None = None) -> Challenge:
    """A challenge for this browser, and its mail owed; older ones of the same browser end. Twice: the newer counts.

    Its link leads to where it was asked for, the ``host`` of a room or the portal's own address: cookies know one name.

    The same work whether anybody has the address or not: that is looked up when the mail is made.
    """
    db.session.execute(update(Challenge).where(Challenge.browser_hash == hashed(browser), Challenge.used_at.is_(None),
                                               Challenge.cancelled_at.is_(None)).values(cancelled_at=now()))
    due = now() + _slowed(count_knock(f"mail:{short(email)}", WINDOW))
    challenge = Challenge(id=new_id(), email=email, browser_hash=hashed(browser), goes_to=goes_to, host=host,
                          expires_at=due + LASTS)
    challenge.code_hash = _code_hash(key, challenge.id, code_of(key, challenge.id))
    db.session.add(challenge)
    owe_mail(kind="sign_in", address=email, subject_id=challenge.id, due_at=due)
    return challenge


def answer_code(*, key: str, browser: str, code: str, host: str | None = None) -> tuple[User, Challenge]:
    """Who is signed in by typing this code into this browser, at this ``host``.

    Raises WrongCode and ChallengeOver; both count.
    """
    challenge = challenge_of(browser, host=host, lock=True)
    if challenge is None or not is_alive(challenge):
        raise ChallengeOver
    challenge.tries += 1
    right = hmac.compare_digest(challenge.code_hash, _code_hash(key, challenge.id, tidy_code(code)))
    user = _user_with(challenge.email)
    if not right or user is None:
        raise WrongCode(TRIES - challenge.tries)
    return _used(challenge, user), challenge


def answer_link(*, key: str, browser: str, token: str, host: str | None = None) -> tuple[User, Challenge]:
    """Who is signed in by the mailed link, at this ``host``. Raises OtherBrowser, which uses nothing up, and ChallengeOver."""
    challenge = find_by_link(key, token, host=host, lock=True)
    if challenge is None or not is_alive(challenge):
        raise ChallengeOver
    if not asked_by(challenge, browser):
        raise OtherBrowser
    user = _user_with(challenge.email)
    if user is None:
        raise ChallengeOver
    return _used(challenge, user), challenge


def challenge_of(browser: str, *, host: str | None = None, lock: bool = False) -> Challenge | None:
    """The newest challenge this browser asked for under this name, however it stands."""
    wanted = select(Challenge).where(Challenge.browser_hash == hashed(browser), Challenge.host == host).order_by(
        Challenge.created_at.desc(), Challenge.id.desc()).limit(1)
    return db.session.scalar(_held(wanted) if lock else wanted)


def find_by_link(key: str, token: str, *, host: str | None = None, lock: bool = False) -> Challenge | None:
    """The challenge a mailed link is for, or None where it is not one of ours or was asked for under another name."""
    subject = subject_of(key, PURPOSE, token)
    wanted = select(Challenge).where(Challenge.id == subject, Challenge.host == host)
    return db.session.scalar(_held(wanted) if lock else wanted) if subject else None


def _held(wanted: Select) -> Select:
    """One answer at a time, and as the one before left it: what this request read of it earlier, to show it, is old by then."""
    return wanted.with_for_update().execution_options(populate_existing=True)


def is_alive(challenge: Challenge) -> bool:
    """Whether it can still be answered."""
    return (challenge.used_at is None and challenge.cancelled_at is None and challenge.expires_at > now()
            and challenge.tries < TRIES)


def asked_by(challenge: Challenge, browser: str) -> bool:
    return hmac.compare_digest(challenge.browser_hash, hashed(browser))


def code_of(key: str, challenge_id: UUID) -> str:
    """The code the mail carries and the link shows to other browsers."""
    return derived_code(key, PURPOSE, challenge_id)


def token_of(key: str, challenge_id: UUID) -> str:
    return link_token(key, PURPOSE, challenge_id)


def forget_old_challenges() -> None:
    """Drop what nobody can answer any more."""
    db.session.execute(delete(Challenge).where(Challenge.expires_at < now() - timedelta(days=1)))


def _used(challenge: Challenge, user: User) -> User:
    challenge.used_at, challenge.user_id = now(), user.id
    user.proven_at = user.proven_at or now()
    note_arrival(user.email)
    return user


def _user_with(email: str) -> User | None:
    return db.session.scalar(select(User).where(User.email == email))


def _code_hash(key: str, challenge_id: UUID, code: str) -> bytes:
    # Keyed, because eight characters alone could be found from a plain hash by trying them all.
    return hmac.digest(key.encode(), f"code:{challenge_id}:{code}".encode(), "sha256")


def _slowed(count: int) -> timedelta:
    return min(SLOWER * max(0, count - PROMPT), SLOWEST)
