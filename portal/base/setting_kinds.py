"""The kinds of setting: each turns the text of one into its value, or refuses it in one line."""
import os
import re
import secrets
from email.utils import parseaddr
from ipaddress import ip_address, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from portal.base.receipt_key import is_receipt_key, new_receipt_key
from portal.base.vapid import SUBJECT, is_private_key, new_private_key


class SettingRefused(SystemExit):
    """A setting is wrong: the program ends with one line that names it and says what to write."""


def is_loopback(host: str) -> bool:
    return host in ("localhost", "127.0.0.1", "::1") or host.endswith(".localhost")


def whole(environ, name: str, default: int, least: int, most: int) -> int:
    text = environ.get(name) or str(default)
    if not (text.isascii() and text.isdigit()) or not least <= int(text) <= most:
        raise SettingRefused(f"{name}={text!r} is not a whole number from {least} to {most}.")
    return int(text)


def plain(environ, name: str) -> str:
    """A setting as it stands; empty where it is not set."""
    return (environ.get(name) or "").strip()


def switch(environ, name: str) -> bool:
    text = environ.get(name) or "0"
    if text not in ("0", "1"):
        raise SettingRefused(f"{name}={text!r} is neither 1 (yes) nor 0 (no).")
    return text == "1"


def choice(environ, name: str, default: str, allowed: tuple[str, ...]) -> str:
    text = (environ.get(name) or default).upper()
    if text not in allowed:
        raise SettingRefused(f"{name}={text!r} is none of {', '.join(allowed)}.")
    return text


def address(environ, name: str, default: str) -> str:
    text = environ.get(name) or default
    try:
        return str(ip_address(text))
    except ValueError:
        raise SettingRefused(f"{name}={text!r} is not an IP address to listen on, such as 127.0.0.1 or 0.0.0.0.") from None


def networks(environ, name: str) -> tuple:
    """Addresses and networks, separated by commas or blanks."""
    found = []
    for text in (environ.get(name) or "").replace(",", " ").split():
        try:
            found.append(ip_network(text))
        except ValueError:
            raise SettingRefused(f"{name}: {text!r} is not an address or network, such as 127.0.0.1 or 10.0.0.0/8.") from None
    return tuple(found)


def url(environ, name: str, schemes: tuple[str, ...], example: str) -> str | None:
    """An address of one of these schemes. Its text may hold a password and is never repeated."""
    text = environ.get(name)
    if not text:
        return None
    try:
        parts = urlsplit(text)
        wrong = parts.scheme not in schemes or not (parts.hostname or parts.scheme == "unix") or parts.port == 0
    except ValueError:
        wrong = True
    if wrong:
        raise SettingRefused(f"{name} is not an address like {example} (schemes: {', '.join(schemes)}).")
    return text


def mail_from(environ, name: str, default: str) -> str:
    text = environ.get(name) or default
    if "@" not in parseaddr(text)[1] or "\n" in text:
        raise SettingRefused(f"{name}={text!r} is not a sender, such as 'Studio Nord <portal@studio-nord.example>'.")
    return text


def mail_in_address(environ, name: str) -> str | None:
    """An address that takes a word after a plus, or ``*@`` before a host where every name is ours."""
    text = (environ.get(name) or "").strip().lower()
    if text and not re.fullmatch(r"(?:\*|[a-z0-9][a-z0-9._-]{0,30})@[a-z0-9.-]+", text):
        raise SettingRefused(f"{name}={text!r} is neither an address such as reply@portal.example.com, which also takes "
                             "mail for reply+anything@portal.example.com, nor *@reply.example.com.")
    return text or None


def token(environ, name: str) -> str | None:
    """A secret that another program shows us. It is never repeated."""
    text = environ.get(name) or None
    if text and not (len(text) >= 24 and text.isascii() and text.isprintable() and " " not in text):
        raise SettingRefused(f"{name} needs at least 24 characters, without blanks; openssl rand -hex 24 makes one.")
    return text


def hosts(environ, name: str) -> tuple[str, ...]:
    """Names of servers, separated by commas or blanks."""
    found = tuple((environ.get(name) or "").lower().replace(",", " ").split())
    for text in found:
        if not re.fullmatch(r"[a-z0-9._-]+", text):
            raise SettingRefused(f"{name}: {text!r} is not the name of a server, such as mx.example.com.")
    return found


def folder(environ, name: str, default: Path) -> Path:
    """A folder that exists afterwards, private to this user and writable; a relative one lies beside the default."""
    path = default.parent / (environ.get(name) or default)
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise SettingRefused(f"{name}={str(path)!r} cannot be made a folder: {error.strerror}.") from None
    if not os.access(path, os.W_OK | os.X_OK):
        raise SettingRefused(f"{name}={str(path)!r} is not writable for this user.")
    return path


def private_file(file: Path) -> Path:
    """A file that only this user reads: what SQLite keeps in it and beside it, it keeps with the same rights."""
    if not file.parent.is_dir():
        raise SettingRefused(f"{file} cannot be made: there is no folder {file.parent}.")
    if not file.exists():
        file.touch(mode=0o600)
    if not os.access(file, os.R_OK | os.W_OK):
        raise SettingRefused(f"{file} is not writable for this user: it may be another's, as when a command was run as root.")
    return file


def database(environ, name: str, data: Path) -> str:
    """SQLite in a file or PostgreSQL, as SQLAlchemy writes it."""
    text = environ.get(name) or f"sqlite:///{data / 'portico.sqlite3'}"
    if text.startswith("sqlite:///") and len(text) > len("sqlite:///") and ":memory:" not in text:
        file = Path(text.removeprefix("sqlite:///").partition("?")[0])
        if file.is_absolute():
            private_file(file)
        return text
    scheme, _, rest = text.partition("://")
    if scheme in ("postgres", "postgresql", "postgresql+psycopg") and rest and _is_whole(text):
        return f"postgresql+psycopg://{rest}"
    raise SettingRefused(f"{name} is neither sqlite:///FILE nor postgresql://USER:PASSWORD@HOST/DATABASE "
                         f"(it begins with {scheme[:20]!r}).")


def _is_whole(url: str) -> bool:
    """Whether its parts can be told apart: else the first to ask the database would fail, and not say why."""
    try:
        return bool(make_url(url))
    except (ArgumentError, ValueError):
        return False


def secret(environ, name: str, data: Path) -> str:
    """The key from the environment, or the one made at the first start and kept beside the data."""
    if text := environ.get(name):
        if len(text) < 32:
            raise SettingRefused(f"{name} has {len(text)} characters and needs at least 32; "
                                 "leave it out and one is made and kept.")
        return text
    file = data / "secret_key"
    if not file.exists():
        _keep_once(file, secrets.token_urlsafe(48))
    text = _kept(file)
    if not re.fullmatch(r"[\w-]{64,}", text, re.ASCII):
        raise SettingRefused(f"{file} does not hold a whole key any more; bring it back from a backup, or delete it: "
                             f"links that were mailed then open nothing. One of your own goes into {name}.")
    return text


def vapid_key(environ, name: str, data: Path) -> str:
    """The key pushes are signed with, or the one made at the first start and kept beside the data."""
    if text := environ.get(name):
        if not is_private_key(text):
            raise SettingRefused(f"{name} is not a private key of P-256 in base64url (43 characters); "
                                 "leave it out and one is made and kept.")
        return text
    file = data / "vapid_key"
    if not file.exists():
        _keep_once(file, new_private_key())
    text = _kept(file)
    if not is_private_key(text):
        raise SettingRefused(f"{file} does not hold a key any more; bring it back from a backup, "
                             "or delete it: every device then asks for pushes anew.")
    return text


def receipt_key(environ, name: str, data: Path) -> str:
    """The key receipts are signed with, or the one made at the first start and kept beside the data."""
    if text := environ.get(name):
        if not is_receipt_key(text):
            raise SettingRefused(f"{name} is not 32 bytes in base64url (43 characters); leave it out and one is made and kept.")
        return text
    file = data / "receipt_key"
    if not file.exists():
        _keep_once(file, new_receipt_key())
    text = _kept(file)
    if not is_receipt_key(text):
        raise SettingRefused(f"{file} does not hold a key any more; bring it back from a backup, or delete it: receipts "
                             "are then signed with another one, and earlier ones hold as before.")
    return text


def vapid_subject(environ, name: str) -> str | None:
    text = environ.get(name)
    if text and not SUBJECT.fullmatch(text):
        raise SettingRefused(f"{name}={text!r} is neither mailto:somebody@example.com nor https://example.com.")
    return text or None


def _kept(file: Path) -> str:
    try:
        return file.read_text().strip()
    except OSError as error:
        raise SettingRefused(f"{file} cannot be read by this user: {error.strerror}.") from None


def _keep_once(file: Path, text: str) -> None:
    # Web and worker may both start first: whoever links first wins, and nobody reads half a key.
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(text)
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
