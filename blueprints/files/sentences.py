"""Why a file is not taken, in words: which one, and what to do."""
from flask_babel import lazy_gettext as _l

from blueprints.support.amounts import amount
from portal.files.limits import MOST_AT_ONCE, MOST_BYTES, MOST_DOCUMENTS, MOST_FILES
from portal.files.refusal import FileRefused

SENTENCES = {
    "too_big": _l("“%(name)s” is bigger than %(most)s. Send a smaller file, or a link to it."),
    "empty": _l("“%(name)s” is empty. Choose it again."),
    "kind": _l("“%(name)s” is a program, and programs are not taken. Pack it, or send a link to it."),
    "virus": _l("The virus scanner found something in “%(name)s”, so it is not taken. Ask whoever made it for another one."),
    "mismatch": _l("“%(name)s” is not what its name says: its content is of another kind. Save it anew and choose it again."),
    "quota": _l("There is no room left for “%(name)s”. The team can make some."),
    "too_many": _l("These are too many files at once: a message takes %(files)s, of %(together)s together. Send some later."),
    "too_many_here": _l("These are too many files at once: %(here)s go together. Send some later."),
    "one_only": _l("A version is one file. Choose one."),
    "none": _l("Choose a file first."),
    "unknown": _l("A file of this message is not here any more. Choose it again."),
    "not_whole": _l("“%(name)s” has not arrived wholly yet. Wait until it has, then send."),
}


def file_sentence(refused: FileRefused) -> str:
    return str(SENTENCES[refused.code]) % {"name": refused.name, "most": amount(MOST_BYTES), "files": MOST_FILES,
                                           "here": MOST_DOCUMENTS, "together": amount(MOST_AT_ONCE)}
