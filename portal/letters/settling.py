"""Writing down what becomes of a mail: its letter, and with it what it posts, reports or tells of a bounce."""
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from portal.base.alone import go_alone
from portal.base.config import Settings
from portal.base.database import db
from portal.base.ids import new_id
from portal.files.upload import Upload
from portal.history.acts import remember_act
from portal.letters.addressing import find_reply_address
from portal.letters.arrival import Arrival, words_digest
from portal.letters.confirming import owe_confirmation
from portal.letters.filing import NOTHING, Taken
from portal.letters.judging import Judgement, judge, set_aside
from portal.letters.letter import Letter
from portal.letters.originals import read_original
from portal.letters.parsing import Unreadable, parsed
from portal.letters.posting import NotPosted, post_words
from portal.letters.reading import read
from portal.letters.reports import Report, act_on, may_say, report_in
from portal.letters.shown import answered, last_told, read_in
from portal.notices.delivery import Delivery
from portal.notices.standing import note_arrival, note_bounce
from portal.plan.item import WorkItem
from portal.talk.reading import mark_read


def taken_before(arrival: Arrival, store) -> tuple[Letter | None, bytes]:
    """The same mail where it was taken before, and the digest under which this one is kept.

    Another mail that came under the same Message-ID is not that mail: it is kept under its own bytes.
    """
    letter = _find(arrival.digest)
    if letter is None or _is_same(letter, arrival, store):
        return letter, arrival.digest
    return _find(arrival.own_digest), arrival.own_digest


def settle(arrival: Arrival, *, settings: Settings, store, taken: Taken = NOTHING, trouble: bool = False) -> Letter:
    """Write what becomes of a mail; taken before, it is what it was. One Message-ID posts once, however often it comes.

    ``taken`` are its files. With ``trouble`` it is not looked at any closer: staff do.
    """
    go_alone(f"letter {arrival.digest.hex()}")
    letter, digest = taken_before(arrival, store)
    if letter is not None:
        return letter
    judgement = _judged(arrival, settings, trouble, same_id=digest != arrival.digest)
    letter = _letter(arrival, digest, judgement)
    db.session.add(letter)
    if judgement.bounce:
        note_bounce(judgement.bounce.address, judgement.bounce.hard, judgement.bounce.said)
    elif letter.state == "posted":
        letter.reason = taken.refused
        _post(letter, arrival, judgement, taken.uploads, store, settings)
    if judgement.genuine:
        note_arrival(judgement.user.email)
        owe_confirmation(letter, judgement.user)
    return letter


def _find(digest: bytes) -> Letter | None:
    return db.session.scalar(select(Letter).where(Letter.digest == digest))


def _is_same(letter: Letter, arrival: Arrival, store) -> bool:
    if letter.sha256 == arrival.sha256 or arrival.trouble:
        return letter.sha256 == arrival.sha256
    try:
        return words_digest(read(parsed(read_original(letter, store)))) == arrival.words_digest
    except (Unreadable, FileNotFoundError):
        return False


def _judged(arrival: Arrival, settings: Settings, trouble: bool, *, same_id: bool) -> Judgement:
    if trouble:
        return set_aside(arrival, "trouble", settings)
    if (address := find_reply_address(arrival.word)) is not None:
        # Whoever else changes the entry has done so before it is looked at.
        go_alone(f"changing {address.entry_id}")
    judgement = judge(arrival, settings)
    return replace(judgement, reason="same_id") if same_id and judgement.state == "posted" else judgement


def _letter(arrival: Arrival, digest: bytes, judgement: Judgement) -> Letter:
    return Letter(id=new_id(), digest=digest, message_id=arrival.message_id or None, way=arrival.way, sender=arrival.sender,
                  recipient=arrival.recipient[:254], subject=arrival.subject, size=arrival.size, sha256=arrival.sha256,
                  state=judgement.state, reason=judgement.reason, workspace_id=judgement.workspace_id,
                  user_id=judgement.reached_id, entry_id=judgement.address and judgement.address.entry_id)


def _post(letter: Letter, arrival: Arrival, judgement: Judgement, taken: Sequence[Upload], store,
          settings: Settings) -> None:
    """Words and files as a message, and the report that stands above them."""
    entry, standing, folded = judgement.entry, judgement.standing, arrival.trimmed.folded
    ours = answered(arrival, judgement.user.id, settings.secret_key)
    words, report, against = _said(arrival.trimmed.reply, judgement, ours)
    if words or taken or report is None:
        try:
            post_words(entry=entry, by=standing, lane=judgement.address.lane, message_id=arrival.act_id, words=words,
                       folded=folded, uploads=taken, store=store, letter_id=letter.id)
        except NotPosted as refusal:
            letter.state, letter.reason = "tray", refusal.reason
            return
        letter.posted_message_id = arrival.act_id
    if ours is not None and (read := read_in(ours, entry.id)) is not None:
        mark_read(standing.viewer, entry, read)
    if report is not None:
        act_on(report, entry, standing)
    letter.reason = against or letter.reason
    target = f"/projects/{entry.project_id}/entries/{entry.id}/messages"
    remember_act(user_id=judgement.user.id, act_id=arrival.act_id, verb="mail.reply", target=target,
                 digest=arrival.words_digest, outcome={"location": f"{target}/{arrival.act_id}"})


def _said(reply: str, judgement: Judgement, ours: Delivery | None) -> tuple[str, Report | None, str | None]:
    """The words to post, the report to make, and why one was not made: then its words are posted with the others."""
    report, item = report_in(reply), judgement.entry
    if report is None or not isinstance(item, WorkItem):
        return reply.strip(), None, None
    shown_at = last_told(judgement.user.id, item.id, ours) or judgement.address.created_at
    if not may_say(report, item, judgement.standing, shown_at=shown_at):
        return reply.strip(), None, "not_reported"
    return report.rest, report, None
