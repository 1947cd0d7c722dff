"""Anybody may check a receipt, and a file against one: it tells nothing that was not brought, and keeps nothing."""
import json
import re
from io import BytesIO

from click.testing import CliRunner
from sqlalchemy import text

from commands.verify_receipt import command
from portal.base.database import db
from portal.base.receipt_key import new_receipt_key
from portal.decisions.keys import known_keys
from portal.decisions.signing import public_key_of
from portal.decisions.signing_key import SigningKey
from portal.people.door_count import DoorCount
from tests.decisions.papers import CHANGE, LOGO, receipt_file, thing_of


def check(client, receipt: bytes, *files: tuple[str, bytes], name="receipt.json"):
    brought = {"receipt": (BytesIO(receipt), name), "files": [(BytesIO(data), called) for called, data in files]}
    return client.post("/verify", data=brought, content_type="multipart/form-data")


def mine(app, **instead) -> bytes:
    return receipt_file(app.config["SETTINGS"].receipt_key, **instead)


def test_a_receipt_of_ours_is_told_in_words_and_files_are_compared_with_it(app, session, client):
    answer = check(client, mine(app), ("Logo.png", LOGO), ("Other.png", LOGO + b"!"))
    assert answer.status_code == 200
    assert "genuine and unchanged" in answer.text and "https://portal.example.com" in answer.text
    assert "A little &lt;larger&gt;" in answer.text and "On &lt;b&gt;thick" in answer.text
    assert "Opened by Cora Nov 22, 2026, 8:50:00" in answer.text
    assert "GMT+01:00" in answer.text and "Europe/Stockholm" in answer.text
    assert answer.text.count("is exactly what was decided about") == 1
    assert answer.text.count("is none of the files in this receipt") == 1


def test_a_change_request_is_told_with_both_states(app, session, client):
    told = check(client, mine(app, things=[thing_of(CHANGE, "Thicker")])).text
    assert "It bends" in told and re.search(r"<s>promised for Dec\w* 1, 2026</s> promised for Dec\w* 8, 2026", told)


def test_what_is_changed_or_another_portals_proves_nothing_and_compares_nothing(app, session, client):
    for receipt, said in ((mine(app).replace(b"approved", b"approves"), "changed after it was signed"),
                          (receipt_file(new_receipt_key()), "not signed by this portal"), (LOGO, "This is no receipt")):
        answer = check(client, receipt, ("Logo.png", LOGO))
        assert answer.status_code == 422 and said in answer.text
        assert "Shall we print it?" not in answer.text and "SHA-256" not in answer.text
    assert client.post("/verify").status_code == 422


def test_nothing_is_kept_but_how_often_one_asked(app, session, client, statements):
    with statements() as sent:
        check(client, mine(app), ("Logo.png", LOGO))
    written = {sql.split()[2] for sql in sent if sql.startswith(("INSERT", "UPDATE", "DELETE"))}
    assert written == {DoorCount.__tablename__}
    # Whether a file or an approval was ever here is not even asked.
    assert not any(table in sql for sql in sent for table in ("blobs", "versions", "receipts", "entries", "decisions"))


def test_who_asks_again_and_again_is_held_up(app, session, client):
    session.execute(DoorCount.__table__.delete())
    assert check(client, LOGO).status_code == 422
    session.execute(text("UPDATE door_counts SET count = 60 WHERE key LIKE 'verify:%'"))
    session.commit()
    answer = check(client, mine(app))
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) > 0 and "genuine" not in answer.text


def test_keys_are_told_and_earlier_ones_stay_good(app, session, client, tmp_path):
    earlier = new_receipt_key()
    session.add(SigningKey(key_id=public_key_of(earlier).id, public=public_key_of(earlier).public))
    session.commit()
    told = client.get("/.well-known/portico-receipts.json")
    assert told.json["current"] == public_key_of(app.config["SETTINGS"].receipt_key).id
    assert {key["kid"] for key in told.json["keys"]} == set(known_keys()) and len(told.json["keys"]) >= 2
    assert not {"d", "private"} & {name for key in told.json["keys"] for name in key}
    assert check(client, receipt_file(earlier)).status_code == 200
    db.session.rollback()


def test_the_command_checks_offline_with_the_published_keys(tmp_path):
    key, keys, receipt, logo, other = new_receipt_key(), *(tmp_path / name for name in ("keys.json", "r.json", "Logo.png", "x"))
    keys.write_text(json.dumps({"keys": [public_key_of(key).as_jwk]}))
    receipt.write_bytes(receipt_file(key))
    logo.write_bytes(LOGO)
    other.write_bytes(b"another")

    def run(*files):
        args = [str(receipt), "--keys", str(keys), *(part for file in files for part in ("--file", str(file)))]
        return CliRunner().invoke(command, args)

    good = run(logo)
    assert good.exit_code == 0 and "PROVEN" in good.output and "SAME FILE" in good.output and "NOT" not in good.output
    assert (run(logo, other).exit_code, "OTHER FILE" in run(other).output) == (1, True)
    receipt.write_bytes(receipt.read_bytes().replace(b"larger", b"largen"))
    assert (run().exit_code, "NOT PROVEN" in run().output) == (1, True)
    told = CliRunner().invoke(command, [str(receipt), "--keys", str(keys), "--json"])
    assert (told.exit_code, json.loads(told.stdout)["refused"]) == (1, "changed")
    keys.write_text("[]")
    assert run().exit_code == 1
