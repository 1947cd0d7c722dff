"""The one exception of this package."""


class PlanRefused(Exception):
    """A file that cannot become a plan; `code` and `params` are spelled out by `sentences.refusal`."""

    def __init__(self, code: str, **params):
        super().__init__(code)
        self.code = code
        self.params = params

    def to_dict(self) -> dict:
        return {"code": self.code, "params": self.params}
