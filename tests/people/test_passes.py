from tests.world import sign_in

JSON = {"Accept": "application/json"}


def test_the_pass_says_who_is_here_and_brings_a_proof_that_holds(app, client, session, world, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    sign_in(client, world.cleo)
    told = client.get("/me/pass", headers=JSON).json
    assert (told["user"], told["epoch"]) == (str(world.cleo.id), world.cleo.access_epoch)
    answer = client.put("/visit", data={"act": "8d5d5b1e-6a58-4d9b-9f0e-0a4b6a5b7c1d", "csrf_token": told["csrf"]}, headers=JSON)
    assert answer.json["outcome"] == "stored"


def test_without_a_session_the_outbox_waits(client, world):
    answer = client.get("/me/pass", headers=JSON)
    assert (answer.status_code, answer.json) == (401, {"outcome": "later", "reason": "signed_out"})


def test_the_pass_of_one_proves_nothing_for_another(app, client, session, world, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    sign_in(client, world.cleo)
    token = client.get("/me/pass", headers=JSON).json["csrf"]
    other = app.test_client()
    sign_in(other, world.olaf)
    answer = other.put("/visit", data={"act": "8d5d5b1e-6a58-4d9b-9f0e-0a4b6a5b7c1d", "csrf_token": token}, headers=JSON)
    assert (answer.status_code, answer.json) == (419, {"outcome": "later", "reason": "csrf"})


def test_a_pass_is_kept_nowhere(client, world):
    sign_in(client, world.cleo)
    assert "no-store" in client.get("/me/pass", headers=JSON).headers["Cache-Control"]
