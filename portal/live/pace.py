"""Not again so soon: what may happen once in some seconds for each key, as far as this process knows."""
from collections import OrderedDict
from time import monotonic


class Pace:
    def __init__(self, every: float, most: int = 4096):
        self._every, self._most = every, most
        self._last: OrderedDict[tuple, float] = OrderedDict()

    def allows(self, *key) -> bool:
        """Whether it is time again for this key; if so, the time begins anew."""
        now = monotonic()
        if now - self._last.get(key, -self._every) < self._every:
            return False
        self._last.pop(key, None)
        self._last[key] = now
        if len(self._last) > self._most:
            self._last.popitem(last=False)
        return True
