"""How much is taken."""

MB = 2**20
#: One file.
MOST_BYTES = 100 * MB
#: Files of one message.
MOST_FILES = 20
#: Files of one form that makes documents of them.
MOST_DOCUMENTS = 50
#: Files of one form that comes without scripts, together.
MOST_AT_ONCE = 100 * MB
#: What one person may have begun to send and not used yet.
MOST_UPLOADS = 200
#: So many pieces make a file: 100 MB in pieces of 256 KB, and some patience.
MOST_PIECES = 500
