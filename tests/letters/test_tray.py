"""The tray: mail that went nowhere by itself, filed or put aside by staff, and known to nobody else."""
from uuid import uuid4

import pytest

from portal.letters.letter import Letter
from portal.letters.tray import glimpse
from portal.people.membership import Membership
from portal.projects.member import ProjectMember
from portal.talk.message import Message
from tests.letters.answering import answer
from tests.letters.trays import MAIL, letter
from tests.world import BOLT, act, sign_in


def address(lying, what="") -> str:
    return f"/w/{lying.workspace_id}/tray/{lying.id}{what}"


def ask(client, user, path, **how):
    sign_in(client, user)
    return client.open(path, method=how.pop("method", "POST" if "data" in how else "GET"), **how)


def file_it(client, user, lying, entry, lane="internal", **more):
    return ask(client, user, address(lying, "/filing"),
               data=act(project=str(entry.project_id), entry=str(entry.id), lane=lane, **more))


def test_what_waits_is_listed_with_its_reason_and_read_with_its_quotes_folded(client, session, world):
    lying = letter(world.nord, world.logo, world.cleo)
    listed = ask(client, world.tess, f"/w/{world.nord.id}/tray").text
    assert "Which blue" in listed and "Somebody else wrote it to the address at which Cleo answers." in listed
    page = client.get(address(lying)).text
    assert "The light one, please." in page and "blues.txt" in page and "<pre>On 3 Mar 2026" in page
    assert "File here" in page and "abcdefghijklmnopqrstuvwxyz" not in page


def test_filed_it_is_a_message_of_who_filed_it_with_its_files(client, session, world):
    lying = letter(world.nord, world.logo, world.cleo)
    assert file_it(client, world.tess, lying, world.logo, "shared").status_code == 303
    session.expire_all()
    message = session.query(Message).filter_by(letter_id=lying.id).one()
    assert (message.author_id, message.lane, message.attachments) == (world.tess.id, "shared", 1)
    assert message.body.startswith("Mail from bob@else.example, ") and message.body.endswith("The light one, please.")
    assert "Which blue?" in message.folded and "abcdefghijklmnopqrstuvwxyz" not in message.folded
    assert (lying.state, lying.filed_by_id, lying.posted_message_id) == ("filed", world.tess.id, message.id)
    dealt = client.get(f"/w/{world.nord.id}/tray?dealt=1").text
    assert "Filed by Tess" in dealt and "Which blue" not in client.get(f"/w/{world.nord.id}/tray").text
    assert "File here" not in client.get(address(lying)).text


def test_what_found_its_way_is_listed_apart_with_its_original_also_where_it_only_reported(client, session, world):
    world.logo.move = "client"
    posted, done = answer(world.cleo, world.logo, "The light one"), answer(world.cleo, world.logo, "done")
    listed = ask(client, world.tess, f"/w/{world.nord.id}/tray?arrived=1").text
    assert "Posted" in listed and "Reported" in listed
    assert "light one" not in client.get(f"/w/{world.nord.id}/tray").text
    for letter_of, said in ((posted, "The light one"), (done, "done")):
        page = client.get(address(letter_of)).text
        assert said in page and "Put aside" not in page and "File here" not in page
        assert said.encode() in client.get(address(letter_of, "/original")).data
    for stranger in (world.cleo, world.olaf, world.sam):
        assert ask(client, stranger, f"/w/{world.nord.id}/tray?arrived=1").status_code == 404 or \
            "Reported" not in client.get(f"/w/{world.nord.id}/tray?arrived=1").text
        assert client.get(address(done)).status_code == 404


def test_filed_twice_it_stands_once_and_the_second_hears_of_it(client, session, world):
    lying = letter(world.nord, world.logo, world.cleo)
    form = act(project=str(world.site.id), entry=str(world.logo.id), lane="internal")
    for _again in range(2):
        assert ask(client, world.tess, address(lying, "/filing"), data=form).status_code == 303
    late = file_it(client, world.mia, lying, world.logo)
    assert late.status_code == 409 and "Somebody was quicker." in late.text
    assert session.query(Message).filter_by(letter_id=lying.id).count() == 1


def test_put_aside_it_is_kept_and_can_be_put_back(client, session, world):
    lying = letter(world.nord, world.logo, world.cleo)
    assert ask(client, world.tess, address(lying, "/drop"), data=act()).status_code == 303
    assert "Put aside by Tess" in client.get(f"/w/{world.nord.id}/tray?dealt=1").text
    assert file_it(client, world.mia, lying, world.logo).status_code == 409
    assert ask(client, world.mia, address(lying, "/drop"), data=act(_method="DELETE")).status_code == 303
    session.expire_all()
    assert (lying.state, lying.filed_by_id, lying.filed_at) == ("tray", None, None)
    assert file_it(client, world.mia, lying, world.logo).status_code == 303
    assert ask(client, world.mia, address(lying, "/drop"), data=act()).status_code == 409


def test_another_thread_can_be_chosen_and_must_be_one_of_this_workspace(client, session, world):
    lying = letter(world.nord)
    page = ask(client, world.mia, address(lying)).text
    assert "File here" not in page and "Something else in a project" in page
    assert "Logo" in client.get(address(lying, f"?in={world.site.id}")).text
    chosen = client.get(address(lying, f"?project={world.site.id}&entry={world.logo.id}")).text
    assert f"Goes to “Logo” in {world.site.name}" in chosen
    assert file_it(client, world.mia, lying, world.crown).status_code == 422
    assert file_it(client, world.mia, lying, world.secret, "shared").status_code == 422
    assert file_it(client, world.mia, lying, world.secret).status_code == 303


def test_a_member_sees_and_files_only_what_answers_their_own_projects(client, session, world):
    lost, theirs = letter(world.nord, subject="Lost and found"), letter(world.nord, world.cart, subject=BOLT)
    own = letter(world.nord, world.secret, world.tess)
    listed = ask(client, world.tess, f"/w/{world.nord.id}/tray").text
    assert "Which blue" in listed and "Lost and found" not in listed and BOLT not in listed
    for hidden in (lost, theirs):
        for path in ("", "/original"):
            assert client.get(address(hidden, path)).status_code == 404
        assert file_it(client, world.tess, hidden, world.logo).status_code == 404
    assert file_it(client, world.tess, own, world.cart).status_code == 422
    assert "Which blue" not in ask(client, world.tom, f"/w/{world.nord.id}/tray").text
    assert client.get(address(own)).status_code == 404


@pytest.mark.parametrize("who", ["cleo", "cora", "lea", "olaf", "rex", "sam", "remy"])
def test_to_everybody_else_there_is_no_tray_and_no_letter(client, session, world, who):
    lying = letter(world.nord, world.logo, world.cleo)
    unknown = f"/w/{world.nord.id}/tray/{uuid4()}"
    for path in ("", "/original"):
        answer, nothing = ask(client, getattr(world, who), address(lying, path)), client.get(unknown + path)
        assert (answer.status_code, len(answer.text)) == (nothing.status_code, len(nothing.text)) == (404, len(nothing.text))
    assert client.get(f"/w/{world.nord.id}/tray").status_code == 404
    assert file_it(client, getattr(world, who), lying, world.logo, "shared").status_code == 404
    assert client.get(f"/w/{world.rexco.id}/tray/{lying.id}").status_code == 404


def test_the_original_is_saved_whole_by_staff_and_never_shown(client, session, world):
    lying = letter(world.nord, world.logo, world.cleo)
    answer = ask(client, world.tess, address(lying, "/original"))
    assert answer.data == MAIL and answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"] and answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_original_of_a_message_is_there_for_staff_as_long_as_the_message_is(client, session, world):
    lying = letter(world.nord, world.logo, world.cleo)
    file_it(client, world.tess, lying, world.logo, "shared")
    message = session.query(Message).filter_by(letter_id=lying.id).one()
    path = f"/projects/{world.site.id}/entries/{world.logo.id}/messages/{message.id}"
    assert ask(client, world.mia, f"{path}/original").data == MAIL
    assert ask(client, world.cleo, f"{path}/original").status_code == 404
    ask(client, world.tess, path, data=act(_method="DELETE"))
    assert ask(client, world.mia, f"{path}/original").status_code == 404


def test_what_is_longer_than_a_message_goes_on_folded_and_what_is_no_mail_is_filed_by_its_heading(client, session, world):
    long = letter(world.nord, world.logo, raw=b"From: a@b.example\n\n" + b"word " * 5000)
    broken = letter(world.nord, world.logo, raw=b"\x00\xff", subject="", sender="")
    for lying in (long, broken):
        assert file_it(client, world.tess, lying, world.logo).status_code == 303
    first, second = (session.query(Message).filter_by(letter_id=each.id).one() for each in (long, broken))
    assert len(first.body) <= 20_000 and (first.body + first.folded).count("word") == 5000
    assert second.body.startswith("Mail from nobody, ")


def test_a_mail_with_a_virus_is_given_to_nobody_also_after_it_was_filed(client, session, world):
    lying = letter(world.nord, world.logo, reason="virus")
    refused = ask(client, world.ada, address(lying, "/original"))
    assert refused.status_code == 403 and "The virus scanner found something in it." in refused.text and MAIL not in refused.data
    assert "/original" not in client.get(address(lying)).text
    file_it(client, world.tess, lying, world.logo)
    message = session.query(Message).filter_by(letter_id=lying.id).one()
    path = f"/projects/{world.site.id}/entries/{world.logo.id}/messages/{message.id}/original"
    assert ask(client, world.mia, path).status_code == 403


def test_files_a_scanner_warned_of_are_not_filed(client, session, world):
    lying = letter(world.nord, world.logo, reason="virus")
    assert file_it(client, world.tess, lying, world.logo).status_code == 303
    assert session.query(Message).filter_by(letter_id=lying.id).one().attachments == 0
    assert "Not all of its files came along." in client.get("/inbox").text


def test_of_a_huge_mail_only_the_beginning_is_read_to_show_it(session, world):
    from flask import current_app

    from portal.channels.files import open_store
    lying = letter(world.nord, raw=MAIL + b"x" * 100)
    said = glimpse(lying, open_store(current_app.config["SETTINGS"]), most=len(MAIL))
    assert said.reply == "The light one, please." and not said.whole
    assert session.get(Letter, lying.id).state == "tray"


def test_staff_are_told_in_their_inbox_that_something_waits_for_them(client, session, world):
    letter(world.nord, world.logo, world.cleo)
    letter(world.nord)
    for reader, told in ((world.tess, "1 mail waits"), (world.mia, "2 mails wait")):
        assert f"{told} in the tray of Studio Nord" in ask(client, reader, "/inbox").text
    for reader in (world.tom, world.cleo, world.rex):
        assert "in the tray" not in ask(client, reader, "/inbox").text


def test_who_is_on_a_project_among_the_clients_people_only_sees_nothing_of_its_mail(client, session, world):
    seat = Membership(workspace_id=world.nord.id, client_id=world.acme.id, user_id=world.tom.id, role="sponsor")
    session.add(seat)
    session.flush()
    session.add(ProjectMember(workspace_id=world.nord.id, project_id=world.site.id, membership_id=seat.id))
    lying = letter(world.nord, world.logo, world.cleo)
    assert "Which blue" not in ask(client, world.tom, f"/w/{world.nord.id}/tray").text
    assert client.get(address(lying)).status_code == 404
    assert "in the tray" not in client.get("/inbox").text


def test_a_full_tray_costs_as_many_statements_as_an_empty_one(client, session, statements, world):
    sent = []
    for _more in range(2):
        sign_in(client, world.mia)
        with statements() as asked:
            assert client.get(f"/w/{world.nord.id}/tray").status_code == 200
        sent.append(len(asked))
        for user in (world.cleo, world.abe, world.lea):
            letter(world.nord, world.logo, user, state="tray", filed_by_id=user.id)
    assert sent[0] == sent[1] <= 12
