"""What every page stands in: the brand, the reader, the language, the way around."""
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from babel import Locale
from flask import Flask
from werkzeug.local import LocalProxy

from blueprints.support import reader as reading
from blueprints.support.formats import reader_locale
from blueprints.support.noted import here
from blueprints.support.reader import Reader
from portal.base.config import Settings
from portal.branding.brand import BrandFacts
from portal.branding.stylesheet import DEFAULT_COLOUR, brand_stylesheet


@dataclass(frozen=True)
class Brand:
    """Whose room it is: shown in the header, in colours, in the installed icon's name."""

    name: str = "Portico"
    colour: str = DEFAULT_COLOUR
    logo_url: str | None = None

    @property
    def stylesheet_url(self) -> str:
        return _stylesheet_url(self.colour)

    @property
    def logo_hash(self) -> str | None:
        return self.logo_url.rpartition("/")[2] if self.logo_url else None


@lru_cache(4096)
def _stylesheet_url(colour: str) -> str:
    digest = sha256(brand_stylesheet(colour).encode()).hexdigest()[:8]
    return f"/brand/{colour[1:]}-{digest}.css"


PORTICO = Brand()


def install(app: Flask) -> None:
    app.context_processor(frame)


def frame() -> dict:
    """The variables of the layouts."""
    locale = _parsed(reader_locale())
    settings = here().config["SETTINGS"]
    return {
        "brand": BRAND,
        "reader": READER,
        "online_only": online_only(settings),
        "worker": worker_address(settings),
        "locale": locale.language,
        "text_direction": locale.text_direction,
    }


@lru_cache(64)
def _parsed(locale: str) -> Locale:
    return Locale.parse(locale)


def brand_of_reader() -> Brand:
    """The brand of the room the reader is in."""
    return brand_in(reading.brand())


@lru_cache(4096)
def brand_in(facts: BrandFacts) -> Brand:
    """A brand with the addresses of what shows it."""
    return Brand(facts.name, facts.colour, f"/logo/{facts.logo_hash}" if facts.logo_hash else None)


def reader() -> Reader | None:
    """The person who reads, with ``name``, ``initials`` and ``side``, or None at the door."""
    return reading.person()


#: Looked up where a template asks for them: a fragment asks for neither.
BRAND, READER = LocalProxy(brand_of_reader), LocalProxy(reader)


def online_only(settings: Settings) -> bool:
    """Whether browsers refuse this address a worker and push: plain http on a network."""
    return not settings.secure


def worker_address(settings: Settings) -> str | None:
    """Where browsers find the worker, unless they shall have none."""
    return None if online_only(settings) or settings.retire_worker else "/service-worker.js"
