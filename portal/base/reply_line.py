"""The line in our mails above which an answer is written: framed alike in every language, so that it is known again."""


def framed(words: str) -> str:
    """The words of the line in their frame."""
    return f"##- {words} -##"
