"""What several do at one address in the same moment, one after the other; each finds what the one before has done."""
from portal.history.event import Event
from portal.people.client import Client
from portal.people.invitation import Invitation
from portal.projects.member import ProjectMember
from tests.talk.test_at_once import at_once
from tests.world import act

MANY = 5


def outcomes(app, user, address, sent) -> list[str]:
    answers = at_once(app, user, address, sent)
    return sorted(answer.json["outcome"] for answer in answers)


def test_of_several_changes_to_what_was_shown_one_is_stored(app, session, world):
    site, facts = f"/projects/{world.site.id}", {"_method": "PUT", "summary": "", "status": "active", "shown_name": "Site"}
    assert outcomes(app, world.mia, site, [act(name=f"Site {n}", **facts) for n in range(MANY)]) == ["conflict"] * 4 + ["stored"]
    assert session.query(Event).filter_by(verb="project.changed", field="name").count() == 1


def test_also_to_what_is_known_of_who_is_at_the_door(app, session, world):
    facts = {"_method": "PUT", "locale": "en", "time_zone": "UTC", "shown_name": world.mia.name}
    assert outcomes(app, world.mia, "/me", [act(name=f"Mia {n}", **facts) for n in range(MANY)]) == ["conflict"] * 4 + ["stored"]


def test_somebody_put_on_a_project_by_several_is_on_it_and_nobody_is_refused(app, session, world):
    sent = [act(seat=world.seat(world.nick).id) for _ in range(MANY)]
    assert outcomes(app, world.mia, f"/projects/{world.site.id}/people", sent) == ["stored"] * MANY
    assert session.query(ProjectMember).filter_by(membership_id=world.seat(world.nick).id, project_id=world.site.id).count() == 1


def test_a_client_is_made_once_of_a_name(app, session, world):
    sent = [act(name="Twin") for _ in range(MANY)]
    assert outcomes(app, world.ada, f"/w/{world.nord.id}/clients", sent) == ["refused"] * 4 + ["stored"]
    assert session.query(Client).filter_by(name="Twin").count() == 1


def test_an_address_that_several_invite_gets_one_link(app, session, world):
    sent = [act(addresses="new@example.com", role="viewer", line="", entry="") for _ in range(MANY)]
    assert outcomes(app, world.mia, f"/projects/{world.site.id}/invitations", sent) == ["stored"] * MANY
    assert session.query(Invitation).filter_by(email="new@example.com").count() == 1
