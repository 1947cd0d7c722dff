"""Lists of words as people read them: a line of text each."""


def words(text: str) -> list[str]:
    """The words of a text, in order."""
    return text.split()
