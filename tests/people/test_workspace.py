"""A workspace's settings."""
import re
from io import BytesIO
from uuid import uuid4

from PIL import Image
from sqlalchemy import select

from portal.decisions.approval import Approval
from portal.files.upload import Upload
from portal.history.event import Event
from portal.people.workspace import Workspace
from tests.decisions.asking import asked_by
from tests.world import act, sign_in


def settings(world):
    return f"/w/{world.nord.id}/settings"


def form(**changed):
    return act(_method="PUT", **{"name": "Studio Nord", "brand_color": "#aa3300", "locale": "sv",
                                 "time_zone": "Europe/Stockholm", "currency": "SEK", "preview_invitations": "y",
                                 "offline_copies": "y", **changed})


def picture(kind="PNG"):
    kept = BytesIO()
    Image.new("RGB", (40, 20), "#123456").save(kept, kind)
    kept.seek(0)
    return kept


def test_an_admin_changes_settings_and_each_change_is_remembered(client, session, world):
    sign_in(client, world.ada)
    assert client.post(settings(world), data=form()).status_code == 303
    workspace = session.get(Workspace, world.nord.id)
    assert (workspace.brand_color, workspace.locale, workspace.currency) == ("#aa3300", "sv", "SEK")
    told = {e.field: (e.old, e.new) for e in session.query(Event).filter_by(verb="settings.changed")}
    assert told["currency"] == ("EUR", "SEK") and "name" not in told


def test_where_names_are_to_be_typed_every_new_question_asks_for_them(client, session, world):
    sign_in(client, world.ada)
    earlier = asked_by(world, world.logo, [world.abe])
    session.commit()
    assert client.post(settings(world), data=form(locale="en", typed_names="y")).status_code == 303
    assert "checked" in re.search(r"<input[^>]*name=\"typed_names\"[^>]*>", client.get(settings(world)).text)[0]
    page = client.get(f"/projects/{world.site.id}/decisions/new?about={world.logo.id}").text
    assert "the workspace asks for it everywhere" in page and 'name="typed_name"' not in page
    asks = act(title="Logo", question="Is it?", text="This", approvers=str(world.seat(world.cora).id), about=str(world.logo.id))
    assert client.post(f"/projects/{world.site.id}/decisions", data=asks).status_code == 303
    typed = dict(session.execute(select(Approval.title, Approval.typed_name)).all())
    assert typed == {earlier.title: False, "Logo": True}


def test_an_admin_reads_how_much_room_there_is_for_files(client, session, world):
    session.add(Upload(id=uuid4(), user_id=world.tess.id, workspace_id=world.nord.id, name="film.mp4", length=95 * 2**20))
    world.nord.file_quota = 100 * 2**20
    sign_in(client, world.ada)
    page = client.get(settings(world)).text
    assert "95 MB of 100 MB are taken" in page and "Soon no more files" in page


def test_only_admins_and_owners_reach_the_settings(client, world):
    for user, status in ((world.owen, 200), (world.mia, 403), (world.tess, 403), (world.cora, 404), (world.rex, 404)):
        sign_in(client, user)
        assert client.get(settings(world)).status_code == status, user.name


def test_nobody_is_offered_a_part_that_is_shut_to_them(client, world):
    for person, parts in ((world.tess, 3), (world.mia, 4), (world.ada, 6)):
        sign_in(client, person)
        tabs = re.search(r'<nav class="tabs.*?</nav>', client.get(f"/w/{world.nord.id}/people").text, re.DOTALL)[0]
        links = re.findall(r'href="([^"]+)"', tabs)
        assert len(links) == parts and {client.get(link).status_code for link in links} == {200}


def test_a_wrong_value_is_said_at_its_field_and_nothing_is_half_done(client, session, world):
    sign_in(client, world.ada)
    answer = client.post(settings(world), data=form(brand_color="red", name="Nord & Sons"))
    assert answer.status_code == 422 and "Write a colour as #rrggbb." in answer.text
    assert "Nord &amp; Sons" in answer.text
    # Whoever typed it goes on at that field.
    assert re.search(r'<input[^>]*aria-invalid="true" autofocus[^>]*name="brand_color"', answer.text)
    assert session.get(Workspace, world.nord.id).name == "Studio Nord"


def test_a_logo_is_kept_as_our_own_picture_and_shown_by_its_hash(client, session, world):
    sign_in(client, world.ada)
    client.post(settings(world), data=form(logo_file=(picture("JPEG"), "logo.jpg")), content_type="multipart/form-data")
    digest = session.get(Workspace, world.nord.id).logo_hash
    shown = client.application.test_client().get(f"/logo/{digest}")
    assert shown.content_type == "image/png" and shown.data.startswith(b"\x89PNG")
    assert client.get(f"/logo/{'0' * 64}").status_code == 404


def test_a_drawing_is_refused_as_logo_in_words(client, session, world):
    sign_in(client, world.ada)
    drawing = BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")
    answer = client.post(settings(world), data=form(logo_file=(drawing, "logo.svg")), content_type="multipart/form-data")
    assert answer.status_code == 422 and "Save it as PNG" in answer.text
    assert session.get(Workspace, world.nord.id).logo_hash is None


def test_only_an_owner_closes_a_workspace_and_then_nobody_gets_in(client, session, world):
    sign_in(client, world.ada)
    place, close = f"/w/{world.nord.id}", act(_method="DELETE", confirmed_name="Studio Nord")
    assert client.post(place, data=close).status_code == 403
    sign_in(client, world.owen)
    assert client.post(place, data=act(_method="DELETE", confirmed_name="Nord")).status_code == 422
    assert client.post(place, data=close).status_code == 303
    assert client.get(settings(world)).status_code == 404
    sign_in(client, world.cleo)
    assert client.get(f"/projects/{world.site.id}/edit").status_code == 404
