"""Settings are typed, and a wrong one is refused in one line that names it."""
import stat

import pytest

from portal.base.config import SettingRefused, load_settings
from portal.base.receipt_key import is_receipt_key
from portal.base.vapid import is_private_key, public_key


def settings(tmp_path, **environ):
    return load_settings({"PORTICO_DATA": str(tmp_path), **environ})


def test_nothing_set_serves_this_machine_from_sqlite(tmp_path):
    found = settings(tmp_path)
    assert (found.bind, found.port, found.base_url) == ("127.0.0.1", 8000, "http://127.0.0.1:8000")
    assert found.database_url == f"sqlite:///{tmp_path}/portico.sqlite3"
    assert found.smtp_url is None and found.redis_url is None and found.trusted_proxies == ()


def test_a_secret_is_made_once_and_kept_for_this_user_only(tmp_path):
    first = settings(tmp_path).secret_key
    assert len(first) >= 32 and settings(tmp_path).secret_key == first
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    for left in ("", "\n", first[:40], "\0" * 64):
        (tmp_path / "secret_key").write_text(left)
        with pytest.raises(SettingRefused, match="secret_key") as refusal:
            settings(tmp_path)
        assert len(str(refusal.value).splitlines()) == 1 and (not left.strip() or left not in str(refusal.value))
    assert settings(tmp_path, SECRET_KEY="k" * 40).secret_key == "k" * 40


def test_the_key_of_receipts_is_made_once_and_kept_for_this_user_only(tmp_path):
    first = settings(tmp_path).receipt_key
    assert is_receipt_key(first) and settings(tmp_path).receipt_key == first
    assert stat.S_IMODE((tmp_path / "receipt_key").stat().st_mode) == 0o600
    assert settings(tmp_path, RECEIPT_KEY="A" * 43).receipt_key == "A" * 43
    (tmp_path / "receipt_key").write_text("half")
    for wrong in ({}, {"RECEIPT_KEY": "half"}):
        with pytest.raises(SettingRefused):
            settings(tmp_path, **wrong)


def test_the_data_folder_is_made_private(tmp_path):
    settings(tmp_path / "new" / "folder")
    assert stat.S_IMODE((tmp_path / "new" / "folder").stat().st_mode) == 0o700
    settings(tmp_path)
    assert stat.S_IMODE((tmp_path / "portico.sqlite3").stat().st_mode) == 0o600, "also in a folder that others may open"


@pytest.mark.parametrize(("url", "understood"), [
    ("postgres://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
    ("postgresql://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
    ("postgresql+psycopg://h/d", "postgresql+psycopg://h/d"),
    ("sqlite:///x.db", "sqlite:///x.db"),
])
def test_the_usual_spellings_of_a_database_are_understood(tmp_path, url, understood):
    assert settings(tmp_path, DATABASE_URL=url).database_url == understood


def test_proxies_are_addresses_and_networks(tmp_path):
    found = settings(tmp_path, TRUSTED_PROXIES="127.0.0.1, 10.0.0.0/8 ::1").trusted_proxies
    assert [str(each) for each in found] == ["127.0.0.1/32", "10.0.0.0/8", "::1/128"]


@pytest.mark.parametrize(("name", "value"), [
    ("PORT", "0"), ("PORT", "65536"), ("PORT", "eighty"), ("PORT", "²"), ("BIND", "localhost"), ("BIND", "example.com"),
    ("BASE_URL", "portal.example.com"), ("BASE_URL", "ftp://x.example"), ("BASE_URL", "http://portal.example.com"),
    ("BASE_URL", "https://portal.example.com/path"), ("BASE_URL", "https://"), ("BASE_URL", "https://x.example:99999"),
    ("DATABASE_URL", "mysql://u:p@h/d"), ("DATABASE_URL", "sqlite://"), ("DATABASE_URL", "sqlite:///:memory:"),
    ("DATABASE_URL", "postgresql://u:p@h:port/d"),
    ("SECRET_KEY", "short"), ("TRUSTED_PROXIES", "proxy.example"), ("TRUSTED_PROXIES", "2"), ("ALLOW_HTTP", "yes"),
    ("SMTP_URL", "mail.example.com"), ("SMTP_URL", "http://mail.example.com"), ("MAIL_FROM", "nobody"),
    ("MAIL_IN_ADDRESS", "reply"), ("MAIL_IN_ADDRESS", "reply+x@portal.test"), ("MAIL_IN_TOKEN", "short"),
    ("MAIL_IN_TOKEN", "x" * 24), ("MAIL_IN_LISTEN", "127.0.0.1:8024"), ("MAIL_IN_LISTEN", "lmtp://127.0.0.1"),
    ("MAIL_IN_TRUSTED", "mx example/com"), ("IMAP_URL", "mail.example.com"), ("IMAP_URL", "imaps://u:p@mail.example.com"),
    ("SCANNER_URL", "127.0.0.1:3310"), ("REDIS_URL", "localhost:6379"), ("WEB_WORKERS", "0"), ("LOG_LEVEL", "LOUD"),
    ("FILES_URL", "s3://bucket"), ("FILES_URL", "https://s3.example"), ("FILES_URL", "https://key:secret@s3.example/bucket"),
    ("FILES_URL", "https://s3.example/bucket/../other"), ("FILES_URL", "https://s3.example/bucket"), ("FILES_KEY_ID", "key"),
])
def test_a_wrong_value_is_refused_in_one_line_that_names_the_setting(tmp_path, name, value):
    with pytest.raises(SettingRefused) as refusal:
        settings(tmp_path, **{name: value})
    assert str(refusal.value).startswith(name) and "\n" not in str(refusal.value)


def test_a_refusal_never_repeats_a_password(tmp_path):
    for name in ("DATABASE_URL", "SMTP_URL", "REDIS_URL"):
        with pytest.raises(SettingRefused) as refusal:
            settings(tmp_path, **{name: "gopher://user:hunter2@host/x"})
        assert "hunter2" not in str(refusal.value)


def test_files_are_kept_in_the_bucket_that_is_named_and_its_key_is_not_shown(tmp_path):
    assert settings(tmp_path).files_bucket is None
    found = settings(tmp_path, FILES_URL="https://s3.example/bucket/below/", FILES_KEY_ID="key", FILES_SECRET="hunter2")
    assert found.files_bucket == ("https://s3.example/bucket/below", "key", "hunter2", "us-east-1")
    assert "hunter2" not in repr(found)


def test_where_it_listens_somebody_gets_in(tmp_path):
    assert settings(tmp_path, BIND="::1").base_url == "http://[::1]:8000"
    assert settings(tmp_path, BIND="0.0.0.0", PORT="8010").base_url == "http://127.0.0.1:8010"
    assert settings(tmp_path, BIND="192.0.2.7", BASE_URL="https://portal.example.com").bind == "192.0.2.7"
    with pytest.raises(SettingRefused, match="BASE_URL"):
        settings(tmp_path, BIND="192.0.2.7")


def test_plain_http_beyond_this_machine_needs_the_operators_word(tmp_path):
    found = settings(tmp_path, BASE_URL="http://portal.lan:8000", ALLOW_HTTP="1")
    assert not found.secure
    assert settings(tmp_path, BASE_URL="https://portal.example.com/").secure


def test_a_file_where_the_folder_should_be_is_refused(tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(SettingRefused, match="PORTICO_DATA"):
        settings(tmp_path / "taken")


def test_the_key_of_pushes_is_made_once_and_kept_for_this_user_only(tmp_path):
    first = settings(tmp_path).vapid_private_key
    assert is_private_key(first) and settings(tmp_path).vapid_private_key == first
    assert stat.S_IMODE((tmp_path / "vapid_key").stat().st_mode) == 0o600
    assert settings(tmp_path, VAPID_PRIVATE_KEY="A" * 42 + "E").vapid_private_key == "A" * 42 + "E"
    assert len(public_key(first)) == 87 and public_key(first) != public_key("A" * 42 + "E")


def test_a_key_that_was_damaged_is_not_used(tmp_path):
    (tmp_path / "vapid_key").write_text("half")
    with pytest.raises(SettingRefused, match="vapid_key"):
        settings(tmp_path)


@pytest.mark.parametrize(("environ", "subject"), [
    ({}, "mailto:nobody@portico.example"),
    ({"MAIL_FROM": "Studio <portal@studio.example>"}, "mailto:portal@studio.example"),
    ({"BASE_URL": "https://portal.studio.example"}, "https://portal.studio.example"),
    ({"VAPID_SUBJECT": "mailto:ada@studio.example", "MAIL_FROM": "portal@studio.example"}, "mailto:ada@studio.example")])
def test_whom_push_services_may_ask(tmp_path, environ, subject):
    assert settings(tmp_path, **environ).vapid_subject == subject


@pytest.mark.parametrize("wrong", [
    {"VAPID_PRIVATE_KEY": "short"}, {"VAPID_PRIVATE_KEY": "A" * 43}, {"VAPID_PRIVATE_KEY": "_" * 43},
    {"VAPID_SUBJECT": "mailto:ada@localhost"},
    {"VAPID_SUBJECT": "mailto: ada@studio.example"}, {"VAPID_SUBJECT": "https://localhost"}, {"PUSH_HOSTS": "https://push.example"}])
def test_what_is_wrong_about_pushes_is_refused(tmp_path, wrong):
    with pytest.raises(SettingRefused, match=next(iter(wrong))):
        settings(tmp_path, **wrong)
