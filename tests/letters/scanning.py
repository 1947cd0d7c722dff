"""A scanner that speaks the protocol of ClamAV's daemon, calls EVIL what holds that word, and does not look into LARGE."""
import socketserver
import struct
import threading
from contextlib import contextmanager


class Scanner(socketserver.StreamRequestHandler):
    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        data = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            data += self.rfile.read(size)
        if b"LARGE" in data:
            return self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
        self.wfile.write(b"stream: Eicar-Test FOUND\0" if b"EVIL" in data else b"stream: OK\0")


@contextmanager
def clamd():
    """Its address, until the end of the block."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Scanner) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"clamd://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()
