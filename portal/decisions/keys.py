"""The key of this installation, and all that it ever signed with."""
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from portal.base.clock import now
from portal.base.database import db
from portal.decisions.signing import PublicKey, public_key, public_key_of
from portal.decisions.signing_key import SigningKey

INSERTS = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}

_signers: WeakKeyDictionary = WeakKeyDictionary()


class Signer(NamedTuple):
    private: str
    base_url: str


def use_key(engine, private: str, base_url: str) -> None:
    """With which key the application over this database signs, and where it is reached."""
    _signers[engine] = Signer(private, base_url)


def private_key() -> str:
    return _signers[db.engine].private


def base_url() -> str:
    return _signers[db.engine].base_url


def current_key() -> PublicKey:
    return public_key_of(private_key())


def keep_key() -> PublicKey:
    """Remember the key in use for as long as there are receipts. Twice: nothing more."""
    key = current_key()
    insert = INSERTS[db.session.get_bind().dialect.name](SigningKey.__table__)
    db.session.execute(insert.values(key_id=key.id, public=key.public, since=now()).on_conflict_do_nothing())
    return key


def known_keys() -> dict[str, PublicKey]:
    """Every key a receipt of this installation may be signed with, by id; the one in use first. One statement."""
    mine = current_key()
    earlier = db.session.scalars(select(SigningKey.public).order_by(SigningKey.since.desc())).all()
    return {key.id: key for key in (mine, *map(public_key, earlier))}
