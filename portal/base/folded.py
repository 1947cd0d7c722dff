"""Text for finding words: without case and accents, as people type when they look for something."""
import unicodedata


def folded(text: str) -> str:
    """Lower case, no accents, one blank between words; what is not a letter stays, as it stands in names of files."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())
