"""The clients of a workspace: who keeps them, who never learns of them."""
from sqlalchemy import select

from portal.history.event import Event
from portal.people.client import Client
from tests.world import BOLT, act, sign_in


def clients(world, rest=""):
    return f"/w/{world.nord.id}/clients{rest}"


def test_an_admin_adds_a_client_once_however_often_it_is_sent(client, session, world):
    sign_in(client, world.ada)
    form = act(name="Corvid", brand_color="", locale="de")
    first, again = (client.post(clients(world), data=form) for _ in range(2))
    assert first.status_code == again.status_code == 303
    assert first.location == again.location
    assert len(session.scalars(select(Client).where(Client.name == "Corvid")).all()) == 1


def test_the_same_act_with_other_words_is_refused(client, session, world):
    sign_in(client, world.ada)
    form = act(name="Corvid")
    client.post(clients(world), data=form)
    assert client.post(clients(world), data={**form, "name": "Raven"}).status_code == 422
    assert not session.scalar(select(Client).where(Client.name == "Raven"))


def test_a_name_already_taken_is_said_at_its_field_and_the_words_stay(client, world):
    sign_in(client, world.ada)
    answer = client.post(clients(world), data=act(name="acme", locale="de"))
    assert answer.status_code == 422
    assert "There is already a client of this name." in answer.text and 'value="acme"' in answer.text


def test_an_address_of_its_own_is_named_refused_and_kept_apart_from_others(client, session, world):
    sign_in(client, world.ada)
    address, form = clients(world, f"/{world.acme.id}"), {"_method": "PUT", "name": world.acme.name}

    def say(host, **more):
        return client.post(address, data=act(**form, host=host, **more))

    for wrong in ("acme", "acme.example", "10.0.0.1", "-a.localhost", "a..localhost", "a b.localhost", "127.0.0.1"):
        assert say(wrong).status_code == 422, wrong
    assert say("HTTP://Bücher.localhost/").status_code == 303
    assert session.get(Client, world.acme.id).host == "xn--bcher-kva.localhost"
    page = client.get(f"{address}/edit").text
    assert "Links do not lead there yet." in page and ">http://xn--bcher-kva.localhost:" in page
    other = clients(world, f"/{world.bolt.id}")
    taken = client.post(other, data=act(_method="PUT", name=world.bolt.name, host="xn--bcher-kva.localhost"))
    assert taken.status_code == 422 and "This name leads to another room already." in taken.text
    assert client.post(clients(world), data=act(name="Corvid", host="xn--bcher-kva.localhost")).status_code == 422
    assert not session.scalar(select(Client).where(Client.name == "Corvid"))
    # Shown as it was before somebody else changed it: asked, not overwritten; a form that knows of no such field says nothing.
    assert say("other.localhost", shown_host="").status_code == 409
    assert client.post(address, data=act(**form)).status_code == 303
    session.expire_all()
    assert session.get(Client, world.acme.id).host == "xn--bcher-kva.localhost"
    told = session.scalars(select(Event).where(Event.field == "host")).one()
    assert (told.verb, told.old, told.new) == ("client.changed", None, "xn--bcher-kva.localhost")
    assert say("").status_code == 303 and session.get(Client, world.acme.id, populate_existing=True).host is None


def test_managers_read_the_list_and_members_do_not(client, world):
    sign_in(client, world.mia)
    assert BOLT in client.get(clients(world)).text
    assert client.post(clients(world), data=act(name="Corvid")).status_code == 403
    sign_in(client, world.tess)
    assert client.get(clients(world)).status_code == 403


def test_to_anybody_else_the_workspace_does_not_exist(client, world):
    for user in (world.cora, world.olaf, world.rex, world.sam, world.remy):
        sign_in(client, user)
        answer = client.get(clients(world))
        # Olaf's own name, which the frame shows him, carries the marker of his side.
        assert answer.status_code == 404 and (user is world.olaf or BOLT not in answer.text), user.name


def test_a_client_of_another_workspace_is_not_found(client, world):
    sign_in(client, world.ada)
    assert client.get(clients(world, f"/{world.rexclient.id}")).status_code == 404


def test_archiving_a_client_shuts_its_contacts_out_at_once_and_restoring_lets_them_in(client, session, world):
    before = world.cleo.access_epoch
    sign_in(client, world.ada)
    client.post(clients(world, f"/{world.acme.id}/archive"), data=act())
    session.refresh(world.cleo)
    assert world.cleo.access_epoch != before
    visitor = client.application.test_client()
    sign_in(visitor, world.cleo)
    assert visitor.get(f"/projects/{world.site.id}/edit").status_code == 404
    client.post(clients(world, f"/{world.acme.id}/archive"), data=act(_method="DELETE"))
    assert visitor.get(f"/projects/{world.site.id}/edit").status_code == 403


def test_a_change_made_meanwhile_is_shown_and_not_overwritten(client, session, world):
    sign_in(client, world.ada)
    world.acme.name = "Acme Ltd"
    answer = client.post(clients(world, f"/{world.acme.id}"),
                         data=act(_method="PUT", name="Acme Inc", shown_name="Acme"))
    assert answer.status_code == 409
    assert "Acme Ltd" in answer.text and 'value="Acme Inc"' in answer.text
    assert session.get(Client, world.acme.id).name == "Acme Ltd"


def test_the_list_costs_the_same_however_long_it_is(client, session, world, statements):
    sign_in(client, world.ada)

    page, workspace_id = clients(world), world.nord.id

    def cost():
        with statements() as sent:
            client.get(page)
        return len(sent)
    few = cost()
    session.add_all([Client(workspace_id=workspace_id, name=f"Client {n}") for n in range(40)])
    session.commit()
    assert cost() == few <= 12
