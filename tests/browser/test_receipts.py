"""A receipt from the approval's page to a stranger who checks it."""
from pathlib import Path

from playwright.sync_api import expect

from portal.entries.visible import find_entry
from tests.browser.inspecting import findings
from tests.decisions.asking import asked_by, say, seen_now
from tests.files.uploads import picture, with_file
from tests.support_browser import PHONE
from tests.talk.speaking import found, standing


def test_the_pdf_is_saved_and_a_stranger_checks_it_and_its_file_and_finds_a_byte_that_changed(session, world, enter, browser,
                                                                                              tmp_path):
    drawing, by = picture(400, 300), standing(world.cleo, world.logo)
    version = with_file("Sketch.png", found(by.viewer, world.logo), by, "shared", data=drawing)
    document = find_entry(by.viewer, world.site.id, version.document_id)
    approval = asked_by(world, document, [world.abe], title="The logo", question="Shall we print it?")
    say(world, world.abe, approval, seen=seen_now(approval))
    session.commit()
    page = enter(world.abe, f"/projects/{world.site.id}/decisions/{approval.id}", **PHONE)
    page.get_by_role("link", name="Receipt", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Receipt: The logo")
    expect(page.get_by_role("img", name="Sketch.png")).to_be_visible()
    assert findings(page) == [] and page.complaints == []
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save as PDF").click()
    assert saved.value.suggested_filename == "Receipt The logo.pdf"
    whole, broken = Path(saved.value.path()).read_bytes(), tmp_path / "broken.pdf"
    broken.write_bytes(whole[:300] + bytes([whole[300] ^ 1]) + whole[301:])
    stranger = browser()
    stranger.goto("/verify")
    check = stranger.get_by_role("button", name="Check")
    stranger.get_by_label("The receipt").set_input_files({"name": "Receipt.pdf", "mimeType": "application/pdf", "buffer": whole})
    stranger.get_by_label("Files to compare").set_input_files({"name": "Sketch.png", "mimeType": "image/png", "buffer": drawing})
    check.click()
    expect(stranger.get_by_role("status").filter(has_text="genuine and unchanged")).to_be_visible()
    expect(stranger.get_by_text("is exactly what was decided about")).to_be_visible()
    assert findings(stranger) == []
    stranger.get_by_label("The receipt").set_input_files(broken)
    check.click()
    expect(stranger.get_by_role("alert")).to_contain_text("changed after it was signed")
    expect(stranger.get_by_text("Shall we print it?")).to_have_count(0)
    assert findings(stranger) == [] and not [each for each in stranger.complaints if "422" not in each]
