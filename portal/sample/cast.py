"""Who plays: a studio and two of its clients. All of them are invented, and their addresses reach nobody."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    key: str
    name: str
    role: str
    client: str | None = None
    lead: bool = False
    locale: str = "en"

    @property
    def email(self) -> str:
        return f"{self.key}@{'studio' if self.client is None else self.client}.example"


WORKSPACE = {"name": "Havel & Lind", "brand_color": "#1f5f8b", "time_zone": "Europe/Stockholm", "currency": "EUR"}
CLIENTS = {"acme": {"name": "Acme Bikes", "brand_color": "#b3401f"},
           "kloster": {"name": "Kloster Pharmacy", "brand_color": "#2d6a4f"}}
PARTS = (
    Part("ines", "Ines Havel", "owner"), Part("jonas", "Jonas Lind", "admin"), Part("mira", "Mira Okafor", "manager"),
    Part("tess", "Tess Bergström", "member"), Part("paul", "Paul Nagy", "member"),
    Part("cora", "Cora Whitfield", "sponsor", "acme"), Part("abe", "Abe Lindqvist", "approver", "acme"),
    Part("cleo", "Cleo Marsh", "contributor", "acme", lead=True), Part("vera", "Vera Holt", "viewer", "acme"),
    Part("olaf", "Olaf Brandt", "sponsor", "kloster", lead=True), Part("nina", "Nina Sauer", "contributor", "kloster"),
)
