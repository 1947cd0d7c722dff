"""Addresses of ours that mail comes back to: for one person in one lane of one entry, for a mail of several, or for bounces."""
import hashlib
import hmac
import re
import secrets
from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.dialects import postgresql, sqlite

from portal.base.clock import now
from portal.base.config import Settings
from portal.base.database import db
from portal.base.many import parts
from portal.entries.entry import Entry
from portal.letters.numbers import HIDDEN, hidden, in_letters, unhidden
from portal.notices.delivery import Delivery
from portal.notices.reply_address import ReplyAddress
from portal.people.user import tidy_email

#: Who answers, on which entry, in which lane.
Wanted = tuple[UUID, UUID, str]

#: So many are asked for in one statement.
PART = 300
REPLY = re.compile(r"[a-z2-7]{26}")
BOUNCE = re.compile(r"b-[a-z2-7]{24}")
#: Of a mail that told of several threads: its delivery, by number and second, and what proves that we made it. It begins with
#: m where all that it showed was of one workspace, and with n where it was of several: then an answer is for none of them.
SEVERAL = re.compile(rf"[mn]-([a-z2-7]{{{HIDDEN}}})-([a-z2-7]{{24}})")
#: As mails said it before numbers were hidden.
PLAIN = re.compile(r"[mn]-(\d{1,18})-(\d{9,11})-[a-z2-7]{24}")


def reply_addresses_for(wanted: Collection[Wanted], settings: Settings) -> dict[Wanted, str | None]:
    """The address to answer to, for each of these; what has none yet gets one, in this transaction.

    Asked again, each has the same. Commit before a mail says it. None for all where no mail comes in.
    """
    if settings.mail_in_address is None:
        return dict.fromkeys(wanted)
    found = _known(wanted)
    if missing := set(wanted) - found.keys():
        _add(missing)
        # Somebody else may have been quicker with one of them: what stands there counts.
        found |= _known(missing)
    return {each: address_of(found[each], settings) if each in found else None for each in wanted}


def find_reply_address(token: str) -> ReplyAddress | None:
    """Whom an address answers for, or None."""
    return db.session.get(ReplyAddress, token) if REPLY.fullmatch(token) else None


def address_of(token: str, settings: Settings) -> str:
    """The whole address with this word in it."""
    name, _, host = settings.mail_in_address.partition("@")
    return f"{token}@{host}" if name == "*" else f"{name}+{token}@{host}"


def word_in(address: str, settings: Settings) -> str | None:
    """What an address of ours says before its host; "" for the bare one, and None where it is not ours."""
    name, _, host = (settings.mail_in_address or "").partition("@")
    local, _, where = tidy_email(address).rpartition("@")
    if not host or where != host:
        return None
    if name == "*":
        return local
    own, plus, word = local.partition("+")
    return word if own == name else None


def find_words(addresses: Iterable[str], settings: Settings) -> list[tuple[str, str]]:
    """The addresses of ours among these with what each says, each word once; bare ones only where there are no others."""
    found = {word: address for address in addresses if (word := word_in(address, settings)) is not None}
    telling = {word: address for word, address in found.items() if tells(word)}
    return [(address, word) for word, address in (telling or dict(list(found.items())[:1])).items()]


def tells(word: str) -> bool:
    """Whether a word looks like one that we made."""
    return any(kind.fullmatch(word) for kind in (REPLY, BOUNCE, SEVERAL, PLAIN))


def bounce_address(to: str, settings: Settings) -> str | None:
    """Where mail servers shall report what they could not deliver to somebody; only we can make it.

    None where no mail comes in.
    """
    return address_of(_bounce_word(to, settings), settings) if settings.mail_in_address else None


def is_bounce_word(word: str) -> bool:
    return BOUNCE.fullmatch(word) is not None


def bounced(word: str, candidates: Iterable[str], settings: Settings) -> str | None:
    """Which of these addresses a report is about that came to such a word; None where the word was made for none of them."""
    return next((address for address in map(tidy_email, candidates)
                 if hmac.compare_digest(_bounce_word(address, settings), word)), None)


def address_of_several(delivery: Delivery, settings: Settings, *, of_one_room: bool) -> str | None:
    """Where a mail is answered that told of no thread, or of more than one; only we can make it. None where no mail comes in.

    ``of_one_room``: all that the mail shows is of one workspace. That is known now, and not when the answer arrives.
    """
    if settings.mail_in_address is None:
        return None
    word = _word_of_several("m" if of_one_room else "n", delivery.id, int(delivery.created_at.timestamp()), delivery.user_id,
                            settings)
    return address_of(word, settings)


def delivery_in(word: str, settings: Settings) -> tuple[int, int] | None:
    """The mail of several that a word is of: the number of its delivery, and when that was owed. Numbers are given again."""
    if plain := PLAIN.fullmatch(word):
        return int(plain[1]), int(plain[2])
    told = SEVERAL.fullmatch(word)
    return unhidden(told[1], told[2], settings.secret_key) if told else None


def is_of_several(word: str, user_id: UUID, settings: Settings) -> bool:
    """Whether we made such a word for a mail to this person."""
    told = delivery_in(word, settings)
    if told is None:
        return False
    made = _word_of_several(word[0], *told, user_id, settings)
    if PLAIN.fullmatch(word):
        made = f"{word[0]}-{told[0]}-{told[1]}-{_proof_of_several(word[0], *told, user_id, settings)}"
    return hmac.compare_digest(made, word)


def is_of_one_room(word: str) -> bool:
    """Whether a word of ours is of a mail that showed things of one workspace only."""
    return word.startswith("m")


def _bounce_word(to: str, settings: Settings) -> str:
    return f"b-{_proof(f'bounce:{tidy_email(to)}', settings)}"


def _word_of_several(kind: str, number: int, owed_at: int, user_id: UUID, settings: Settings) -> str:
    proof = _proof_of_several(kind, number, owed_at, user_id, settings)
    return f"{kind}-{hidden(number, owed_at, proof, settings.secret_key)}-{proof}"


def _proof_of_several(kind: str, number: int, owed_at: int, user_id: UUID, settings: Settings) -> str:
    return _proof(f"several:{kind}:{number}:{owed_at}:{user_id}", settings)


def _proof(of: str, settings: Settings) -> str:
    return in_letters(hmac.digest(settings.secret_key.encode(), of.encode(), hashlib.sha256)[:15])


def _known(wanted: Collection[Wanted]) -> dict[Wanted, str]:
    found = {}
    for part in parts(wanted, PART):
        rows = db.session.execute(
            select(ReplyAddress.user_id, ReplyAddress.entry_id, ReplyAddress.lane, ReplyAddress.token)
            .where(tuple_(ReplyAddress.user_id, ReplyAddress.entry_id, ReplyAddress.lane).in_(part)))
        found |= {(user_id, entry_id, lane): token for user_id, entry_id, lane, token in rows}
    return found


def _add(wanted: Collection[Wanted]) -> None:
    rooms = {entry_id: (workspace_id, project_id) for entry_id, workspace_id, project_id in db.session.execute(
        select(Entry.id, Entry.workspace_id, Entry.project_id).where(Entry.id.in_({each[1] for each in wanted})))}
    rows = [{"token": in_letters(secrets.token_bytes(16)), "user_id": user_id, "entry_id": entry_id, "lane": lane,
             "workspace_id": rooms[entry_id][0], "project_id": rooms[entry_id][1], "created_at": now()}
            # In one order, so that two who add the same wait for each other and not each for the other.
            for user_id, entry_id, lane in sorted(wanted) if entry_id in rooms]
    insert = postgresql.insert if db.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    if rows:
        db.session.execute(insert(ReplyAddress.__table__).on_conflict_do_nothing(), rows)
