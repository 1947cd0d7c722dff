"""A plan file in the browser's hands: uploaded, looked at, corrected, applied; refused in a sentence."""

import io
import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from portal.base.clock import now
from portal.plan.item import WorkItem
from portal.plan.landing.keeping import forget_old_files
from portal.plan.plan_import import PlanImport
from portal.plan.promise import Promise
from portal.projects.changing import archive_project
from tests.plan.importing.files import csv_file, xlsx_file
from tests.plan.importing_plans import PLAN, items_of
from tests.world import act, sign_in


@pytest.fixture
def mia(client, world):
    sign_in(client, world.mia)
    return client


def base(world) -> str:
    return f"/projects/{world.site.id}/imports"


def upload(client, world, text=PLAN, name="plan.csv"):
    data = text if isinstance(text, bytes) else csv_file(text)
    return client.post(base(world), data=act(file=(io.BytesIO(data), name)))


def looked_at(client, world, text=PLAN, name="plan.csv") -> tuple[str, str]:
    """The address of the preview, and the preview."""
    answer = upload(client, world, text, name)
    assert answer.status_code == 303, answer.text
    return answer.location, client.get(answer.location).text


def fields_of(page: str) -> dict:
    """What the form of a preview would send as it stands."""
    ticks = {
        "take": re.findall(r'name="take" value="([^"]+)" checked', page),
        "offered": re.findall(r'name="offered" value="([^"]+)"', page),
    }
    digest = re.search(r'name="shown_proposal" value="([^"]+)"', page)
    return ticks | {"shown_proposal": digest[1]}


def apply(client, address, page, **more):
    return client.post(f"{address}/application", data=act(**{**fields_of(page), **more}))


def test_a_plan_is_looked_at_before_anything_is_done(session, world, mia):
    _address, page = looked_at(mia, world)
    for word in ("Design", "Sketches", "What would come in", "Anna Berg", "depth-1", "Import 4 items"):
        assert word in page, word
    assert session.scalar(select(func.count()).select_from(WorkItem).where(WorkItem.project_id == world.site.id)) == 2


def test_applied_it_stands_in_the_plan_and_the_file_is_dropped(session, world, mia):
    address, page = looked_at(mia, world)
    answer = apply(mia, address, page)
    assert answer.status_code == 303 and answer.location == address
    assert list(items_of(world.site))[2:] == ["Design", "Sketches", "Review", "Build"]
    result = mia.get(address)
    assert "The plan is imported" in result.text and "Anna Berg" in result.text
    assert session.scalar(select(PlanImport.data)) is None


def test_a_repeated_apply_imports_once(session, world, mia):
    address, page = looked_at(mia, world)
    form = act(**fields_of(page))
    assert [mia.post(f"{address}/application", data=form).status_code for _ in range(2)] == [303, 303]
    assert len(items_of(world.site)) == 6
    assert apply(mia, address, page).status_code == 409
    assert len(items_of(world.site)) == 6


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.7 x", "Save the plan as an Excel workbook"),
        (b"", "empty"),
        (b"PK\x03\x04 broken", "damaged"),
        (b'Task,Due\n"never closed,2026-01-01\n', "quotation mark"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_at_its_field(session, world, mia, data, sentence):
    answer = upload(mia, world, data, "odd.csv")
    assert answer.status_code == 422 and "field-error" in answer.text and sentence in answer.text
    assert session.scalar(select(func.count()).select_from(PlanImport)) == 0


def test_no_file_and_one_too_large_are_answered_in_words(session, world, mia):
    answer = mia.post(base(world), data=act())
    assert answer.status_code == 422 and "Choose the file that holds the plan" in answer.text
    answer = upload(mia, world, b"Task,Due\n" + b"x" * (21 * 2**20))
    assert answer.status_code == 422 and "the limit is 20 MB" in answer.text
    answer = upload(mia, world, b"x" * (27 * 2**20))
    assert answer.status_code == 413 and "too big" in answer.text


def test_columns_that_were_taken_wrong_are_corrected(session, world, mia):
    text = "What,Kickoff date,Final call\nDesign,2026-03-02,2026-03-13\nBuild,2026-03-16,2026-04-03\n"
    address, page = looked_at(mia, world, text)
    answer = mia.post(
        address, data=act(_method="PUT", map_title="0", map_start="1", map_promised="2", header_row="1", shown_header_row="1")
    )
    assert answer.status_code == 303
    page = mia.get(address).text
    assert re.search(r'name="map_promised".*?value="2" selected', page, re.S) and "promised" in page
    apply(mia, address, page)
    assert items_of(world.site)["Build"].promised.isoformat() == "2026-04-03" and items_of(world.site)["Build"].due is None


def test_columns_that_say_nothing_are_kept_and_asked_for(session, world, mia):
    address, page = looked_at(mia, world, "Alpha,Beta\nDesign,soon\nBuild,2026-04-03\n")
    assert "No column with" in page and 'name="map_due"' in page and "shown_proposal" not in page
    assert mia.post(f"{address}/application", data=act()).status_code == 422
    answer = mia.post(
        address,
        data=act(_method="PUT", map_title="0", map_due="1", header_row="1", shown_header_row="1"),
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 200 and "<html" not in answer.text and "Import 2 items" in answer.text


def test_another_sheet_has_its_own_columns(session, world, mia):
    book = xlsx_file(
        [["Task", "Due"], ["Design", "2026-03-02"]],
        others={"Second": [["Aufgabe", "Ende"], ["Bau", "2026-04-02"], ["Test", "2026-05-02"]]},
    )
    address, page = looked_at(mia, world, book, "plan.xlsx")
    assert "Import 1 item" in page
    mia.post(
        address, data=act(_method="PUT", sheet="Second", shown_sheet="Plan", map_title="0", header_row="1", shown_header_row="1")
    )
    page = mia.get(address).text
    assert "Import 2 items" in page and "Bau" in page


def test_dates_that_can_be_read_both_ways_are_asked_about_once(session, world, mia):
    address, page = looked_at(mia, world, "Task,Due\nDesign,01/02/2026\nBuild,03/04/2026\n")
    assert "which comes first?" in page
    refused = apply(mia, address, page)
    assert refused.status_code == 422 and "the file leaves it open" in refused.text
    mia.post(address, data=act(_method="PUT", date_order="mdy"))
    page = mia.get(address).text
    apply(mia, address, page)
    assert items_of(world.site)["Design"].due.isoformat() == "2026-01-02"


def test_a_newer_version_shows_what_it_changes_and_takes_what_is_ticked(session, world, mia):
    address, page = looked_at(mia, world)
    apply(mia, address, page)
    items_of(world.site)["Build"].title = "Construction"
    session.commit()
    newer = PLAN.replace("2026-03-13,,0", "2026-03-13,,0").replace(
        "4,Build,,2026-03-16,2026-04-03,2026-04-10", "4,Building,,2026-03-16,2026-04-24,2026-04-30"
    )
    newer += "    5,Test,,2026-04-27,2026-04-30,,0,,,,,,\n"
    newer = "\n".join(line for line in newer.splitlines() if "Sketches" not in line) + "\n"
    address, page = looked_at(mia, world, newer, "plan v2.csv")
    for words in (
        "What it would change",
        "New in the file",
        "Changed in the file, and here too",
        "No longer in the file",
        "here Construction; in the file Build, now Building",
        "from Apr 3 to Apr 24",
        "Why do promised dates move?",
    ):
        assert words in page, words
    reason = re.search(r'name="reason"[^>]*value="([^"]*)"', page)[1]
    assert reason == "The plan was imported again."
    assert apply(mia, address, page, reason="").status_code == 303
    moves = session.scalars(select(Promise.reason).where(Promise.kind == "slip")).all()
    assert moves and set(moves) == {reason}, "the client reads why, and no name of a file"
    items = items_of(world.site)
    assert list(items)[2:] == ["Design", "Sketches", "Review", "Construction", "Test"]
    assert items["Construction"].due.isoformat() == "2026-04-24" and items["Construction"].promised.isoformat() == "2026-04-30"


def test_what_is_unticked_stays_and_what_is_ticked_goes(session, world, mia):
    address, page = looked_at(mia, world)
    apply(mia, address, page)
    newer = "\n".join(line for line in PLAN.replace("2026-04-03", "2026-04-24").splitlines() if "Sketches" not in line) + "\n"
    address, page = looked_at(mia, world, newer)
    gone = next(mark for mark in fields_of(page)["offered"] if mark.startswith("gone:"))
    assert apply(mia, address, page, take=[gone], reason="x").status_code == 303
    items = items_of(world.site)
    assert "Sketches" not in items and items["Build"].due.isoformat() == "2026-04-03"


def test_a_project_that_changed_while_one_looked_is_shown_anew(session, world, mia):
    address, page = looked_at(mia, world)
    apply(mia, address, page)
    address, page = looked_at(mia, world, PLAN.replace("2026-04-03", "2026-04-24"))
    items_of(world.site)["Build"].due = now().date()
    session.commit()
    answer = apply(mia, address, page)
    assert answer.status_code == 409 and "The project changed while you were looking" in answer.text
    assert apply(mia, address, answer.text).status_code == 303
    assert items_of(world.site)["Build"].due == now().date()


def test_rolled_up_values_wait_until_they_are_confirmed(session, world, mia):
    address, page = looked_at(mia, world)
    apply(mia, address, page)
    design = items_of(world.site)["Design"]
    assert (design.start, design.percent) == (None, 0) and design.due is not None
    assert "Rolled-up dates and progress" in mia.get(address).text
    for _ in range(2):
        assert mia.post(f"{address}/summaries", data=act()).status_code == 303
    session.refresh(design)
    assert design.start.isoformat() == "2026-03-02" and design.percent == 50
    assert "Rolled-up dates and progress" not in mia.get(address).text


def test_long_plans_are_shown_by_windows(session, world, mia):
    rows = "".join(f"Step number {number},2026-03-02\n" for number in range(450))
    address, page = looked_at(mia, world, "Task,Due\n" + rows)
    assert page.count("item-row") == 200 and "Step number 199" in page and "from=200" in page
    more = mia.get(address, query_string={"from": 400}, headers={"HX-Request": "true"}).text
    assert more.count("item-row") == 50 and "<html" not in more
    assert "Step number 449" in mia.get(address, query_string={"from": 400}).text


def test_the_preview_asks_the_database_a_fixed_number_of_questions(session, world, mia, statements):
    address, page = looked_at(mia, world)
    apply(mia, address, page)
    address, _page = looked_at(mia, world, PLAN.replace("2026-04-03", "2026-04-24"))
    with statements() as sent:
        mia.get(address)
    assert len(sent) <= 12, "\n".join(map(str, sent))
    counted = len(sent)
    rows = "".join(f"    {number},Step {number},,2026-03-02,2026-03-06,,0,Tess,,,,,\n" for number in range(10, 60))
    address, _page = looked_at(mia, world, PLAN + rows)
    with statements() as sent:
        mia.get(address)
    assert len(sent) == counted


def test_a_file_is_kept_a_day_and_can_be_given_up(session, world, mia):
    address, _page = looked_at(mia, world)
    assert "plan.csv" in mia.get(f"{base(world)}/new").text
    assert mia.post(address, data=act(_method="DELETE")).status_code == 303
    assert mia.get(address).status_code == 404
    address, _page = looked_at(mia, world)
    forget_old_files()
    assert mia.get(address).status_code == 200
    session.execute(update(PlanImport).values(created_at=now() - timedelta(hours=25)))
    forget_old_files()
    assert mia.get(address).status_code == 404


def test_only_managers_import_and_never_into_what_is_archived(session, world, client):
    for who, status in ((world.tess, 403), (world.cora, 403), (world.olaf, 404)):
        sign_in(client, who)
        assert client.get(f"{base(world)}/new").status_code == status
        assert upload(client, world).status_code == status
    sign_in(client, world.tess)
    assert "imports/new" not in client.get(f"/projects/{world.site.id}").text
    sign_in(client, world.mia)
    assert "imports/new" in client.get(f"/projects/{world.site.id}").text
    archive_project(project=world.site, by=world.mia)
    assert upload(client, world).status_code == 403


def test_an_import_of_another_project_is_not_found(session, world, mia):
    address, _page = looked_at(mia, world)
    assert mia.get(address.replace(str(world.site.id), str(world.shop.id))).status_code == 404


def test_further_rows_of_a_file_that_is_no_plan_yet_are_the_question_again(session, world, mia):
    address, _page = looked_at(mia, world)
    mia.post(address, data=act(_method="PUT", map_title="", map_start="", map_finish=""))
    for number in ("2", "²", "-1", "9" * 30):
        answer = mia.get(address, query_string={"from": number})
        assert answer.status_code == 200 and "map_title" in answer.text


def test_names_and_reasons_that_a_database_would_refuse_are_tidied(session, world, mia):
    address, page = looked_at(mia, world, name="pl\x00an.csv")
    assert "plan.csv" in page
    assert apply(mia, address, page, reason="as\x00ked").status_code == 303
