"""A real IMAP server: Debian's dovecot on loopback, in a folder of its own, as whoever runs the tests."""
import getpass
import grp
import imaplib
import os
import pwd
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support_processes import free_port, start, stop, wait_until
from tests.support_tls import certified

PROGRAM = shutil.which("dovecot") or next((path for path in ("/usr/sbin/dovecot",) if os.access(path, os.X_OK)), None)

CONFIG = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{certificate}
disable_plaintext_auth = no
auth_failure_delay = 0
{users}
mail_location = maildir:{home}/mail/%u
passdb {{
  driver = static
  args = password=se/cret
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail/%u
}}
service imap-login {{
  chroot =
  process_min_avail = 1
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {secured}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
"""


@dataclass
class ImapServer:
    port: int
    secured: int
    home: Path

    @property
    def certificate(self) -> str:
        return str(self.home / "server.pem")

    def url(self, user: str, scheme: str = "imap") -> str:
        return f"{scheme}://{user}:se%2Fcret@127.0.0.1:{self.secured if scheme == 'imaps' else self.port}/INBOX"

    def logins(self, user: str) -> list[str]:
        """What the server tells of each time somebody named this user."""
        return [line for line in (self.home / "log").read_text().splitlines() if f"user=<{user}>" in line and "-login: " in line]

    def open(self, user: str) -> imaplib.IMAP4:
        line = imaplib.IMAP4("127.0.0.1", self.port, timeout=60)
        line.login(user, "se/cret")
        line.select()
        return line

    def put(self, user: str, *mails: bytes) -> None:
        """Let mails arrive in the mailbox of a user."""
        line = self.open(user)
        for each in mails:
            assert line.append("INBOX", None, None, each)[0] == "OK"
        line.logout()

    def flags(self, user: str) -> list[bool]:
        """Of each mail in the mailbox, whether it was seen."""
        line = self.open(user)
        told = [imaplib.ParseFlags(each) for each in line.fetch("1:*", "(FLAGS)")[1] if each]
        line.logout()
        return [rb"\Seen" in flags for flags in told]


@contextmanager
def imap_server():
    """The server, until the end of the block."""
    if PROGRAM is None:
        raise RuntimeError("dovecot is missing: bin/setup --dev installs it")
    with tempfile.TemporaryDirectory(prefix="portico-imap-", dir="/tmp") as folder:
        home, server = Path(folder), ImapServer(free_port(), free_port(), Path(folder))
        home.chmod(0o755)
        (home / "mail").mkdir(mode=0o777)
        (home / "mail").chmod(0o777)
        # Nobody's mail is root's: where root runs the tests, mails belong to nobody.
        owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        config = home / "dovecot.conf"
        config.write_text(CONFIG.format(
            home=home, port=server.port, secured=server.secured, certificate=certified(home), uid=owner.pw_uid,
            gid=owner.pw_gid, users=_users(owner)))
        process = start([PROGRAM, "-F", "-c", str(config)])
        try:
            wait_until(lambda: _answers(server, process, home), what="dovecot's first answer")
            yield server
        finally:
            stop(process)


def _users(owner) -> str:
    if os.geteuid() == 0:
        return f"first_valid_uid = {owner.pw_uid}\nlast_valid_uid = 0"
    name, group = getpass.getuser(), grp.getgrgid(os.getegid()).gr_name
    return (f"default_internal_user = {name}\ndefault_login_user = {name}\ndefault_internal_group = {group}\n"
            f"first_valid_uid = {owner.pw_uid}")


def _answers(server: ImapServer, process, home: Path) -> bool:
    if process.poll() is not None:
        raise AssertionError(f"dovecot ended with {process.returncode}: {(home / 'log').read_text()[-2000:]}")
    try:
        server.open("probe").logout()
    except (OSError, imaplib.IMAP4.error):
        return False
    return True
