"""An import reads, compares and makes its rows while others write; it locks only to write them."""
import io
import re
from threading import Thread

import pytest

from portal.plan.imported_item import ImportedItem
from portal.plan.item import WorkItem
from portal.plan.landing import applying
from portal.plan.landing.standing import standing_now
from portal.talk.message import Message
from tests.plan.importing.files import csv_file
from tests.plan.importing_plans import PLAN, bring, items_of
from tests.talk.speaking import start
from tests.world import act, add_item, sign_in


@pytest.fixture
def meanwhile(monkeypatch, app):
    """``meanwhile(user, do)``: done by a browser of theirs in another thread, when the import has compared."""
    def set_up(user, do):
        looked, calls, other = applying.outlook, [], app.test_client()
        sign_in(other, user)

        def look(**how):
            found = looked(**how)
            calls.append(how["writing"])
            if len(calls) == 1:
                busy = Thread(target=do, args=(other,))
                busy.start()
                busy.join(30)
                assert not busy.is_alive(), "whoever else would write has to wait"
            return found

        monkeypatch.setattr(applying, "outlook", look)
        return calls

    return set_up


def waiting(client, world) -> tuple[str, str]:
    """The address of an uploaded plan, and the digest of what its preview shows."""
    sign_in(client, world.mia)
    data = act() | {"file": (io.BytesIO(csv_file(PLAN)), "plan.csv")}
    shown = client.post(f"/projects/{world.site.id}/imports", data=data).location
    return shown, re.search(r'name="?shown_proposal"? value="?([^" >]+)', client.get(shown).text)[1]


def test_others_post_while_an_import_is_compared(client, session, world, meanwhile):
    talk = start(world.tess, world.site, "Kick-off")
    session.commit()
    address, answers = f"/projects/{world.site.id}/entries/{talk.id}/messages", []
    shown, proposal = waiting(client, world)

    calls = meanwhile(world.cleo, lambda other: answers.append(other.post(address, data=act(lane="shared", body="Meanwhile"))))
    answer = client.post(f"{shown}/application", data=act(shown_proposal=proposal))
    assert answer.status_code == 303 and answers[0].status_code in (201, 303)
    assert session.query(Message).filter_by(body="Meanwhile").count() == 1 and len(items_of(world.site)) == 6
    assert calls[0] is False


def test_what_happened_meanwhile_is_compared_again(client, session, world, meanwhile):
    shown, proposal = waiting(client, world)
    address = f"/projects/{world.site.id}/items"
    calls = meanwhile(world.mia, lambda other: other.post(address, data=act(title="Came between", level="task")))
    assert client.post(f"{shown}/application", data=act(shown_proposal=proposal)).status_code == 303
    items = items_of(world.site)
    assert calls == [False, True] and "Came between" in items and "Sketches" in items
    assert len({item.path for item in items.values()}) == len(items) == 7


def test_who_loses_access_meanwhile_imports_nothing(client, session, world, meanwhile):
    shown, proposal = waiting(client, world)

    address = f"/w/{world.nord.id}/people/{world.seat(world.mia).id}"
    meanwhile(world.owen, lambda other: other.post(address, data=act(_method="DELETE")))
    answer = client.post(f"{shown}/application", data=act(shown_proposal=proposal))
    assert answer.status_code in (401, 403, 404) and "Sketches" not in items_of(world.site)


def test_an_import_applied_twice_at_once_is_applied_once(client, session, world, meanwhile):
    shown, proposal = waiting(client, world)
    meanwhile(world.mia, lambda other: other.post(f"{shown}/application", data=act(shown_proposal=proposal)))
    client.post(f"{shown}/application", data=act(shown_proposal=proposal))
    assert session.query(WorkItem).filter_by(title="Sketches").count() == 1


def test_how_new_items_are_kept_in_mind_is_how_they_stand(session, world):
    """Told before they were written: else a later version of the file would take each for changed by somebody here."""
    add_item(world.site, "Stands before")
    made = bring(world.site, world.mia)
    kept = {one.entry_id: one.applied for one in session.query(ImportedItem).filter_by(source_id=made.source_id)}
    assert len(kept) == 4 and kept == standing_now(world.site.id, set(kept))
