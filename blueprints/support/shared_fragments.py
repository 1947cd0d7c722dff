"""Fragments that many ask for at once: rendered for the first of an audience, then given to the others.

Whoever asks has passed the fence before. The key says everything that decides how a fragment looks, the state of what it
shows among it, so that another audience's is another fragment. Moments in words ("just now") age: none is kept for long.
"""
from collections import OrderedDict
from time import monotonic

MOST, LASTS = 512, 20.0

_kept: OrderedDict[tuple, tuple[float, object]] = OrderedDict()


def kept_fragment(key: tuple):
    """What was kept for this key a moment ago, or None."""
    until, fragment = _kept.get(key, (0.0, None))
    return fragment if until > monotonic() else None


def keep_fragment(key: tuple, fragment) -> None:
    """Keep what looks the same to everybody whom this key fits: nothing with a nonce, a token or an act of one answer."""
    _kept[key] = (monotonic() + LASTS, fragment)
    while len(_kept) > MOST:
        _kept.popitem(last=False)


def forget_fragments() -> None:
    """Keep none of them any longer."""
    _kept.clear()
