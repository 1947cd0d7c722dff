class FileRefused(ValueError):
    """A file is not taken, and which one. Codes: ``too_big``, ``empty``, ``kind``, ``mismatch``, ``quota``, ``none``,
    ``too_many`` (for a message), ``too_many_here`` and ``one_only`` (for another form),
    ``unknown`` (no such upload of this person here), ``not_whole``, ``virus``."""

    def __init__(self, code: str, name: str = ""):
        self.code, self.name = code, name
        super().__init__(code)
