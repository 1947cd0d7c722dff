"""Playing a sample project: its plan, what happened to it and what was said, day by day."""
from datetime import datetime, timedelta

from portal.base.clock import at, now
from portal.base.database import db
from portal.base.ids import new_id
from portal.entries.sharing import share_all
from portal.entries.visible import find_entry
from portal.files.attaching import attach, staged
from portal.files.uploading import taken_in
from portal.people.client import Client
from portal.people.membership import Membership
from portal.plan.adding import add_item
from portal.plan.assigning import assign
from portal.plan.completing import complete
from portal.plan.editing import set_percent, set_stage
from portal.plan.item import WorkItem
from portal.plan.promising import promise
from portal.plan.stages import ensure_stages
from portal.plan.sticking import report_stuck
from portal.plan.updates import post_update
from portal.projects.creating import create_project
from portal.projects.joining import join_project
from portal.projects.project import Project
from portal.projects.standing import Standing, standing_on
from portal.projects.viewer import viewer_of
from portal.sample.asking import put_questions
from portal.sample.changing import propose_changes
from portal.sample.files import bytes_of
from portal.sample.money import estimated, play_money
from portal.sample.outline import Jotted, jotted
from portal.sample.pinning import place_pins
from portal.sample.shelving import put_on_shelf
from portal.talk.discussions import start_discussion
from portal.talk.posting import post_message


class Stage:
    """One project while it is played: who is on it, and what its items are called."""

    def __init__(self, script, client: Client, seats: dict, maker: Membership, store=None):
        self.script, self.seats, self.maker, self.store, self.today = script, seats, maker, store, now()
        self.items: dict[str, WorkItem] = {}
        with at(self.day(script.FACTS["start"])):
            self.project = self._create(client)

    def day(self, days: int, minutes: int = 0) -> datetime:
        """A working hour so many days from today, never ahead of now."""
        moment = (self.today + timedelta(days=days)).replace(hour=8 + minutes % 9, minute=minutes * 7 % 60)
        return min(moment, self.today - timedelta(minutes=1))

    def date(self, days: int | None):
        return None if days is None else (self.today + timedelta(days=days)).date()

    def _create(self, client: Client) -> Project:
        facts = self.script.FACTS
        project = create_project(project_id=new_id(), client=client, by=self.maker, name=facts["name"],
                                 summary=facts["summary"], start=self.date(facts["start"]),
                                 promised_end=self.date(facts["promised_end"]))
        for seat in self.seats.values():
            join_project(project=project, seat=seat, by=self.maker.user)
        return project

    def standing(self, key: str) -> Standing:
        """A player's standing; whoever is not on the project plays through its maker."""
        seat = self.seats.get(key, self.maker)
        return standing_on(viewer_of(seat.user), self.project)


def play(script, *, client: Client, seats: dict, maker: Membership, store=None) -> Project:
    """Make a sample project happen. Seats are memberships by the players' keys; those not on it are left out.

    Without a store nobody sends files.
    """
    stage = Stage(script, client, {key: seats[key] for key in script.ON_IT if key in seats}, maker, store)
    _plan(stage)
    _talk(stage)
    if store:
        put_on_shelf(stage)
        place_pins(stage)
    put_questions(stage)
    for days, who, health, reason, text, next_milestone, shared in script.UPDATES:
        with at(stage.day(days)):
            post_update(project=stage.project, by=stage.standing(who).seat.user, day=stage.date(days), health=health,
                        reason=reason, text=text, next_milestone=next_milestone, shared=shared)
    propose_changes(stage)
    db.session.flush()
    return stage.project


def _plan(stage: Stage) -> None:
    jots, parents = jotted(stage.script.PLAN), {}
    with at(stage.day(stage.script.FACTS["start"], 1)):
        for jot in jots:
            parents[jot.depth] = stage.items[jot.title] = _add(stage, jot, parents.get(jot.depth - 1))
        share_all(entries=[stage.items[jot.title] for jot in jots if "shared" in jot.words], by=stage.maker.user)
    play_money(stage, jots)
    for number, jot in enumerate(jots):
        _happen(stage, jot, stage.items[jot.title], number)


def _add(stage: Stage, jot: Jotted, parent: WorkItem | None) -> WorkItem:
    user = stage.maker.user
    item = add_item(project=stage.project, by=user, title=jot.title, level=jot.level, parent=parent,
                    start=stage.date(jot.days.get("s")), due=stage.date(jot.days.get("d")), estimate_hours=estimated(stage, jot))
    first = getattr(stage.script, "FIRST_PROMISED", {}).get(jot.title, jot.days.get("p"))
    if first is not None:
        promise(item=item, by=user, day=stage.date(first))
    for key in jot.who:
        assign(item=item, by=user, seat_id=stage.seats.get(key, stage.maker).id)
    return item


def _happen(stage: Stage, jot: Jotted, item: WorkItem, number: int) -> None:
    doer = stage.standing(jot.who[0] if jot.who else "").seat.user
    stages = {kept.kind: kept for kept in ensure_stages(stage.project)}
    with at(stage.day(max(jot.days.get("s", -1), -14), number)):
        if "client" in jot.words:
            set_stage(item=item, by=stage.maker.user, stage=stages["client"])
        elif jot.percent:
            set_stage(item=item, by=doer, stage=stages["doing"])
    with at(stage.day(min(jot.days.get("d", -1), -1), number)):
        if jot.percent:
            set_percent(item=item, by=doer, percent=jot.percent)
        if "done" in jot.words:
            complete(item=item, by=doer)
        if jot.stuck:
            report_stuck(item=item, by=doer, reason=jot.stuck)


def _talk(stage: Stage) -> None:
    said = [(days, title, who, lane, body, *files) for title, talk in stage.script.TALKS.items()
            for days, who, lane, body, *files in talk]
    for number, (days, title, who, lane, body, *files) in enumerate(sorted(said, key=lambda one: one[0])):
        _say(stage, stage.items[title], who, lane, body, stage.day(days, number), *files)
    for subject, lane, talk in stage.script.DISCUSSIONS:
        _discuss(stage, subject, lane, talk)


def _say(stage: Stage, entry, who: str, lane: str, body: str, moment: datetime, files: tuple = ()) -> None:
    by = stage.standing(who)
    with at(moment):
        entry = find_entry(by.viewer, stage.project.id, entry.id)
        sent = [_sent(stage, by, entry, name) for name in files if stage.store]
        message = post_message(entry=entry, by=by, message_id=new_id(), body=body, lane=lane, attachments=len(sent))
        if sent:
            attach(message=message, entry=entry, by=by, uploads=sent, store=stage.store)
            for name in staged(sent):
                stage.store.delete(name)


def _sent(stage: Stage, by: Standing, entry, name: str):
    data = bytes_of(name)
    return taken_in(by=by.viewer.user, workspace=entry.project.workspace, name=name, data=iter([data]), length=len(data),
                    store=stage.store)


def _discuss(stage: Stage, subject: str, lane: str, talk: tuple) -> None:
    (days, who, body), *rest = talk
    with at(stage.day(days)):
        thread, _message = start_discussion(project=stage.project, by=stage.standing(who), discussion_id=new_id(),
                                  subject=subject, body=body, lane=lane)
    for number, (days, who, body) in enumerate(rest, 1):
        _say(stage, thread, who, lane, body, stage.day(days, number))
