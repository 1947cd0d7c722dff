"""ClamAV's daemon, with two signatures of our own: the test word of EICAR, and one of this house."""
import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from tests.support_processes import free_port, start, stop, wait_until

PROGRAM = shutil.which("clamd") or next((path for path in ("/usr/sbin/clamd",) if os.access(path, os.X_OK)), None)
#: Harmless by itself: what every scanner calls a virus, so that one may be tried (eicar.org). In halves: this file is none.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + rb"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
HARM = b"PORTICO-" + b"HARM-TEST"
#: It does not look into more.
MOST = 2 * 2**20


@contextmanager
def running_clamd():
    """Its address, until the end of the block."""
    if PROGRAM is None:
        raise RuntimeError("clamd is missing: bin/setup --dev installs it")
    with tempfile.TemporaryDirectory(prefix="portico-clamd-") as folder:
        signatures = f"Eicar-Test-Signature:0:0:{EICAR.hex()}\nPortico.Test:0:*:{HARM.hex()}\n"
        Path(folder, "own.ndb").write_text(signatures)
        port, config = free_port(), Path(folder, "clamd.conf")
        config.write_text(f"Foreground yes\nTCPSocket {port}\nTCPAddr 127.0.0.1\nDatabaseDirectory {folder}\n"
                          f"TemporaryDirectory {folder}\nStreamMaxLength {MOST}\nMaxThreads 2\nUser {_me()}\n")
        process = start([PROGRAM, "-c", config], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_until(lambda: _answers(port), what="clamd answering")
            yield f"clamd://127.0.0.1:{port}"
        finally:
            stop(process)


def _me() -> str:
    import pwd

    return pwd.getpwuid(os.geteuid()).pw_name


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
            line.sendall(b"zPING\0")
            return line.recv(10).startswith(b"PONG")
    except OSError:
        return False
