"""What a push says, in its reader's language and room, and the address it opens."""
from functools import lru_cache

from flask import Flask, url_for
from flask_babel import force_locale

from blueprints.support.addresses import PAGES, page_url
from blueprints.support.assets import asset
from blueprints.support.language import sentence as _
from blueprints.support.language import sentence_of as ngettext
from blueprints.support.page import brand_in
from blueprints.support.push_lines import line_words
from blueprints.support.reader import reading_as
from portal.base.database import db
from portal.jobs.pushes.saying import Line, Saying, use_words

#: Longer names and texts are cut by every system anyway; in characters.
LONGEST_TITLE, LONGEST_LINE = 100, 110


def install(app: Flask) -> None:
    @lru_cache(2048)
    def words(saying: Saying) -> dict:
        # A request is pretended, so that addresses can be made.
        with app.test_request_context(base_url=app.config["SETTINGS"].base_url), force_locale(saying.locale), \
                reading_as(locale=saying.locale, zone=saying.zone):
            return _words(saying, app.jinja_env.globals["icon_url"](brand_in(saying.brand)))

    with app.app_context():
        use_words(db.engine, words)


def _words(saying: Saying, icon: str) -> dict:
    about = {(line.project_id, line.entry_id) for line in saying.lines}
    title, body = _private(saying) if saying.private else _trial(saying) if not about else \
        _about_one(saying) if len(about) == 1 else _several(saying)
    told = {"title": title, "body": body, "lang": saying.locale, "dir": "auto", "icon": icon,
            "badge": asset("icons/badge-96.png"), "navigate": _address(saying.lines, one=len(about) == 1),
            # What a device shows on which somebody else is signed in by now.
            "data": {"brand": saying.brand.name, "threads": [str(each) for each in saying.threads]}}
    acts = {} if saying.private or len(about) != 1 else _acts(saying.lines[0])
    if acts:
        told["actions"] = [_button(name, act, told["navigate"]) for name, act in acts.items()]
        told["data"] |= {"acts": {name: {"address": act["address"], "fields": act["fields"], "verb": act["verb"]}
                                  for name, act in acts.items()},
                         "entry": str(saying.lines[0].entry_id), "project": str(saying.lines[0].project_id)}
    return told


def _private(saying: Saying) -> tuple[str, str]:
    return saying.brand.name, _("There is something new for you.") if saying.lines else _("Notifications arrive on this device.")


def _trial(saying: Saying) -> tuple[str, str]:
    return _("It works"), _("Notifications arrive on this device.")


def _about_one(saying: Saying) -> tuple[str, str]:
    line, others = saying.lines[0], len(saying.lines) - 1 + saying.more
    body = line_words(line)
    if others:
        body = f"{body}\n{ngettext('and %(num)s more', 'and %(num)s more', others)}"
    return _cut(line.title or line.project, LONGEST_TITLE), body


def _several(saying: Saying) -> tuple[str, str]:
    told = [_cut(f"{line.title or line.project}: {line_words(line)}", LONGEST_LINE) for line in saying.lines]
    if saying.more:
        told.append(ngettext("and %(num)s more", "and %(num)s more", saying.more))
    return saying.brand.name, "\n".join(told)


def _address(lines: tuple[Line, ...], *, one: bool) -> str:
    if not one:
        return "/inbox" if lines else url_for("devices.index")
    line = lines[0]
    if line.kind == "money":
        return url_for("budgets.show", project_id=line.project_id)
    if line.entry_kind not in PAGES:
        return url_for("plans.show", project_id=line.project_id)
    if line.message_id is None:
        return page_url(line.entry_kind, line.project_id, line.entry_id)
    return page_url(line.entry_kind, line.project_id, line.entry_id, around=line.message_id, _anchor=f"m-{line.message_id}")


def _acts(line: Line) -> dict[str, dict]:
    """What can be done without opening anything, as the forms of the page would post it."""
    acts = {}
    if line.open_state is not None and not line.open_state.startswith(("done", "archived")):
        acts["done"] = {"verb": _("Done"), "address": f"/projects/{line.project_id}/items/{line.entry_id}/completion",
                        # How it stood when this was said: what changes meanwhile is asked about, not overwritten.
                        "fields": [["shown_state", line.open_state], ["shown_title", line.title]]}
    if line.may_reply and line.entry_kind in PAGES:
        acts["reply"] = {"verb": _("Reply"), "address": f"/projects/{line.project_id}/entries/{line.entry_id}/messages",
                         "fields": [["lane", line.lane]]}
    return acts


def _button(name: str, act: dict, navigate: str) -> dict:
    if name == "reply":
        return {"action": name, "title": act["verb"], "type": "text", "placeholder": _("Your answer"),
                "navigate": f"{navigate.partition('#')[0]}#composer"}
    return {"action": name, "title": act["verb"], "navigate": navigate}


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most - 1].rstrip()}…"
