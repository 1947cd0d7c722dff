"""The app can be installed under the name of the room."""
from io import BytesIO

from PIL import Image

from blueprints.branding.icons import icon_url
from blueprints.branding.manifest import manifest_of
from blueprints.support.page import Brand
from tests.world import sign_in


def test_the_manifest_names_pictures_that_exist(client):
    manifest = client.get("/manifest.json")
    assert manifest.mimetype == "application/manifest+json"
    pictures = manifest.json["icons"] + manifest.json["screenshots"]
    assert {picture["sizes"] for picture in manifest.json["icons"]} == {"192x192", "512x512"}
    assert "maskable" in {picture.get("purpose") for picture in pictures}
    for picture in pictures:
        answer = client.get(picture["src"])
        width, height = Image.open(BytesIO(answer.data)).size
        assert answer.mimetype == picture["type"] and picture["sizes"] == f"{width}x{height}"
        assert picture.get("form_factor") in (None, "narrow" if width < height else "wide")
    assert {picture.get("form_factor") for picture in manifest.json["screenshots"]} == {"narrow", "wide"}


def test_the_manifest_wears_the_brand(app):
    with app.test_request_context(headers={"Accept-Language": "en"}):
        manifest = manifest_of(Brand(name="Studio Nord", colour="#ff6600"))
    assert (manifest["name"], manifest["theme_color"]) == ("Studio Nord", "#ff6600")


def test_the_manifest_of_a_reader_is_that_of_their_room(world, client):
    world.acme.brand_color = "#ff6600"
    sign_in(client, world.cleo)
    manifest = client.get("/manifest.json").json
    assert (manifest["name"], manifest["theme_color"]) == ("Studio Nord", "#ff6600")
    for icon in manifest["icons"]:
        answer = client.get(icon["src"])
        size = Image.open(BytesIO(answer.data)).size
        assert icon["sizes"] == f"{size[0]}x{size[1]}" and "immutable" in answer.headers["Cache-Control"]


def test_an_icon_is_drawn_only_for_a_brand_that_exists(app, client):
    with app.test_request_context():
        address = icon_url(Brand(colour="#ff6600"))
    assert client.get(address).status_code == 200
    assert client.get(address.replace("ff6600", "ff6601")).status_code == 404


def test_a_logo_becomes_the_icon(world, client):
    out = BytesIO()
    Image.new("RGB", (300, 100), "#cc0000").save(out, "PNG")
    world.acme.set_logo(out.getvalue())
    sign_in(client, world.cleo)
    icons = client.get("/manifest.json").json["icons"]
    for icon in icons:
        picture = Image.open(BytesIO(client.get(icon["src"]).data)).convert("RGB")
        middle = picture.getpixel((picture.width // 2, picture.height // 2))
        assert middle[0] > 190 and middle[1] < 20, icon
