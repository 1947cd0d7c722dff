"""A question by mail and in the inbox: it leads to the question, and whoever has answered meanwhile is asked no more."""
import re
from datetime import timedelta
from urllib.parse import urlsplit

from portal.base.clock import now
from portal.inbox.groups import groups_of
from portal.inbox.told import told_of
from portal.jobs.noticing import tell_news
from portal.jobs.paying import pay_owed
from portal.projects.viewer import viewer_of
from tests.decisions.asking import asked_by, say
from tests.world import sign_in


def test_a_letter_leads_to_the_question_and_who_has_answered_gets_none(client, session, world, mailbox, time_machine):
    def later(minutes: float) -> None:
        session.commit()
        tell_news()
        time_machine.move_to(now() + timedelta(minutes=minutes), tick=False)
        pay_owed()
        session.expire_all()

    later(0)
    approval = asked_by(world, world.logo, [world.abe, world.cora], rule="all", title="The logo?")
    session.commit()
    tell_news()
    say(world, world.cora, approval)
    later(16)
    letter, = mailbox.to("abe@example.com")
    assert letter["Subject"].startswith("The logo?") and "Your move now" in letter.get_body(("plain",)).get_content()
    assert mailbox.to("cora@example.com") == [], "she said yes before it left"
    sign_in(client, world.abe)
    links = {urlsplit(link).path for link in re.findall(r'href="(http[^"]+)"', letter.get_body(("html",)).get_content())}
    page = f"/projects/{world.site.id}/decisions/{approval.id}"
    assert page in links and client.get(page).status_code == 200
    groups = groups_of(viewer_of(world.abe), unread=True).groups
    told_of(viewer_of(world.abe), groups)
    assert [group.turn.whose for group in groups if group.key == approval.id] == ["yours"]
