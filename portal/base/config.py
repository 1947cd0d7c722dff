"""Settings, read once from the environment, typed, and refused in one line when wrong."""
import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from portal.base import setting_kinds as kinds
from portal.base.bucket_place import BucketPlace, bucket_place
from portal.base.host_names import origin_at
from portal.base.receipt_key import new_receipt_key
from portal.base.setting_kinds import SettingRefused, is_loopback
from portal.base.vapid import new_private_key, subject_for

__all__ = ["NAMES", "SettingRefused", "Settings", "is_loopback", "load_settings"]

HERE = Path(__file__).resolve().parents[2]

#: Every setting an operator may write; README's table explains each.
NAMES = ("PORT", "BIND", "BASE_URL", "PORTICO_DATA", "DATABASE_URL", "SECRET_KEY", "TRUSTED_PROXIES", "ALLOW_HTTP",
         "SMTP_URL", "MAIL_FROM", "MAIL_PER_HOUR", "MAIL_IN_ADDRESS", "MAIL_IN_TOKEN", "MAIL_IN_LISTEN", "MAIL_IN_TRUSTED",
         "IMAP_URL", "SCANNER_URL", "VAPID_PRIVATE_KEY", "VAPID_SUBJECT", "PUSH_HOSTS", "RECEIPT_KEY", "REDIS_URL", "WEB_WORKERS",
         "LOG_LEVEL", "RETIRE_WORKER", "METRICS_TOKEN", "BUNDLE_MINUTES", "FILES_URL", "FILES_KEY_ID", "FILES_SECRET",
         "FILES_REGION")


@dataclass(frozen=True, kw_only=True)
class Settings:
    data: Path
    secret_key: str
    database_url: str
    port: int = 8000
    bind: str = "127.0.0.1"
    base_url: str = "http://127.0.0.1:8000"
    trusted_proxies: tuple = ()
    allow_http: bool = False
    smtp_url: str | None = None
    mail_from: str = "Portico <portico@localhost>"
    #: So many mails of what happens leave in an hour for one workspace; further ones wait.
    mail_per_hour: int = 2000
    #: Where answers to our mails go: ``reply@host`` (then ``reply+TOKEN@host``) or ``*@host`` (then ``TOKEN@host``).
    mail_in_address: str | None = None
    mail_in_token: str | None = None
    mail_in_listen: str | None = None
    #: Servers whose word on where a mail is from is believed.
    mail_in_trusted: tuple[str, ...] = ()
    imap_url: str | None = None
    #: The bucket that keeps the bytes of files; None: a folder below ``data`` does.
    files_bucket: BucketPlace | None = field(default=None, repr=False)
    #: What looks for harm in mails that come in, and in files.
    scanner_url: str | None = None
    vapid_private_key: str = field(default_factory=new_private_key, repr=False)
    #: Whom push services may ask about us.
    vapid_subject: str = "mailto:nobody@portico.example"
    #: Push services beside those that everybody has.
    push_hosts: tuple[str, ...] = ()
    #: What receipts of decisions are signed with.
    receipt_key: str = field(default_factory=new_receipt_key, repr=False)
    #: How long notices that are not urgent gather before they are pushed or mailed together.
    bundle_minutes: int = 5
    redis_url: str | None = None
    web_workers: int = 2
    log_level: str = "INFO"
    #: Browsers then give up the service worker and what it kept.
    retire_worker: bool = False
    #: Who shows it reads /metrics; None: there is no such page.
    metrics_token: str | None = None
    testing: bool = False
    #: While testing: the origin of a push receiver on this machine. No variable sets it.
    push_receiver: str | None = None

    @property
    def mail_works(self) -> bool:
        """Whether mails leave this house; where they do not, links and codes are handed over."""
        return self.smtp_url is not None

    @property
    def secure(self) -> bool:
        """Whether browsers grant this address the powers of a secure context."""
        parts = urlsplit(self.base_url)
        return parts.scheme == "https" or is_loopback(parts.hostname or "")

    def origin_of(self, host: str | None) -> str:
        """Where a host of a room is reached; None: this portal's own address."""
        return origin_at(self.base_url, host)

    @property
    def write_lock(self) -> str:
        return str(self.data / "write.lock")


def load_settings(environ=os.environ) -> Settings:
    """The settings of this environment. Raises SettingRefused with one clear line."""
    data = kinds.folder(environ, "PORTICO_DATA", HERE / "data")
    port = kinds.whole(environ, "PORT", 8000, 1, 65535)
    allow_http = kinds.switch(environ, "ALLOW_HTTP")
    mail_in = _mail_in(environ)
    bind = kinds.address(environ, "BIND", "127.0.0.1")
    base_url, mail_from = _base_url(environ, bind, port, allow_http), kinds.mail_from(environ, "MAIL_FROM", Settings.mail_from)
    return Settings(
        data=data, port=port, bind=bind, allow_http=allow_http, base_url=base_url, mail_from=mail_from,
        secret_key=kinds.secret(environ, "SECRET_KEY", data),
        database_url=kinds.database(environ, "DATABASE_URL", data),
        trusted_proxies=kinds.networks(environ, "TRUSTED_PROXIES"),
        files_bucket=bucket_place(kinds.plain(environ, "FILES_URL"), kinds.plain(environ, "FILES_KEY_ID"),
                                  kinds.plain(environ, "FILES_SECRET"), kinds.plain(environ, "FILES_REGION")),
        smtp_url=kinds.url(environ, "SMTP_URL", ("smtp", "smtps", "smtp+starttls"), "smtp://user:password@host:587"),
        mail_per_hour=kinds.whole(environ, "MAIL_PER_HOUR", 2000, 1, 1_000_000),
        **mail_in,
        scanner_url=kinds.url(environ, "SCANNER_URL", ("clamd",), "clamd://127.0.0.1:3310"),
        vapid_private_key=kinds.vapid_key(environ, "VAPID_PRIVATE_KEY", data),
        vapid_subject=subject_for(told=kinds.vapid_subject(environ, "VAPID_SUBJECT"), mail_from=mail_from, base_url=base_url),
        push_hosts=kinds.hosts(environ, "PUSH_HOSTS"),
        receipt_key=kinds.receipt_key(environ, "RECEIPT_KEY", data),
        bundle_minutes=kinds.whole(environ, "BUNDLE_MINUTES", 5, 1, 1440),
        redis_url=kinds.url(environ, "REDIS_URL", ("redis", "rediss", "unix"), "redis://host:6379/0"),
        web_workers=kinds.whole(environ, "WEB_WORKERS", 2, 1, 64),
        log_level=kinds.choice(environ, "LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR")),
        retire_worker=kinds.switch(environ, "RETIRE_WORKER"),
        metrics_token=kinds.token(environ, "METRICS_TOKEN"),
    )


def _mail_in(environ) -> dict:
    """The ways by which mail comes in; each of them needs the address that mails are answered to."""
    found = {
        "mail_in_address": kinds.mail_in_address(environ, "MAIL_IN_ADDRESS"),
        "mail_in_token": kinds.token(environ, "MAIL_IN_TOKEN"),
        "mail_in_listen": kinds.url(environ, "MAIL_IN_LISTEN", ("lmtp", "smtp"), "lmtp://127.0.0.1:8024"),
        "mail_in_trusted": kinds.hosts(environ, "MAIL_IN_TRUSTED"),
        "imap_url": kinds.url(environ, "IMAP_URL", ("imap", "imaps", "imap+starttls"), "imaps://user:password@host:993/INBOX"),
    }
    if found["mail_in_listen"] and urlsplit(found["mail_in_listen"]).port is None:
        raise SettingRefused("MAIL_IN_LISTEN names no port; write lmtp://127.0.0.1:8024.")
    ways = [name for name in ("mail_in_token", "mail_in_listen", "imap_url") if found[name]]
    if ways and not found["mail_in_address"]:
        raise SettingRefused(f"{ways[0].upper()} is set but MAIL_IN_ADDRESS is not: say where mails are answered to, "
                             "such as reply@portal.example.com.")
    return found


def _base_url(environ, bind: str, port: int, allow_http: bool) -> str:
    """Where people reach us; plain http beyond this machine only when the operator says so."""
    told = kinds.url(environ, "BASE_URL", ("https", "http"), "https://portal.example.com")
    if not told and bind not in ("127.0.0.1", "0.0.0.0", "::1", "::"):
        raise SettingRefused(f"BIND={bind} is set but BASE_URL is not: nobody would get in, as links lead to 127.0.0.1 and other "
                             "names are refused. Set BASE_URL to the address people type.")
    text = (told or f"http://{'[::1]' if bind == '::1' else '127.0.0.1'}:{port}").rstrip("/")
    parts = urlsplit(text)
    if parts.path or parts.query or parts.fragment or parts.username:
        raise SettingRefused(f"BASE_URL={text!r} has more than scheme, host and port; write https://portal.example.com.")
    if parts.scheme == "http" and not is_loopback(parts.hostname) and not allow_http:
        raise SettingRefused(f"BASE_URL={text!r} is plain http, where browsers give no secure cookies, no offline work and "
                             "no push: use https (README has a five-line Caddy example) or set ALLOW_HTTP=1.")
    return text
