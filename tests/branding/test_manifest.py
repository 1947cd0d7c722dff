"""The app can be installed under the name of the room."""
from blueprints.branding.manifest import manifest_of
from blueprints.support.page import Brand


def test_the_manifest_names_pictures_that_exist(client):
    manifest = client.get("/manifest.json")
    assert manifest.mimetype == "application/manifest+json"
    pictures = manifest.json["icons"] + manifest.json["screenshots"]
    assert {picture["sizes"] for picture in manifest.json["icons"]} == {"192x192", "512x512"}
    assert "maskable" in {picture.get("purpose") for picture in pictures}
    for picture in pictures:
        assert client.get(picture["src"]).mimetype == picture["type"]


def test_the_manifest_wears_the_brand(app):
    with app.test_request_context(headers={"Accept-Language": "en"}):
        manifest = manifest_of(Brand(name="Studio Nord", colour="#ff6600"))
    assert (manifest["name"], manifest["theme_color"]) == ("Studio Nord", "#ff6600")
