"""Who reaches which route. Each route of the application stands here, or a test fails.

``sees``: to everybody else the thing does not exist (404). ``may``: to those who see it but may not, 403.
People and things are those of ``tests/world.py``; the item is Logo, which is shared.
"""
from dataclasses import dataclass

STRANGER = "stranger"
#: sam belongs to nothing, rex to another workspace, olaf to another client, nick to Acme but not to the project,
#: tom to the staff but not to the project, remy was removed.
OUTSIDE = {"sam", "rex", "olaf", "nick", "tom", "remy"}
CONTACTS = {"vera", "cleo", "abe", "cora", "lea"}
OWNERS = {"owen"}
ADMINS = OWNERS | {"ada"}
MANAGERS = ADMINS | {"mia"}
STAFF = MANAGERS | {"tess"}
ON_SITE = CONTACTS | STAFF
OF_NORD = STAFF | {"tom"}
SIGNED_IN = OUTSIDE | ON_SITE
EVERYBODY = SIGNED_IN | {STRANGER}


@dataclass(frozen=True)
class Row:
    sees: frozenset
    may: frozenset
    public: bool = False
    #: Answers 404 or 410 to everybody for the made-up token of the test; what a real one opens has tests of its own.
    token: bool = False


def row(sees, may=None) -> Row:
    return Row(frozenset(sees), frozenset(sees if may is None else may))


PUBLIC = Row(frozenset(EVERYBODY), frozenset(EVERYBODY), public=True)
TOKEN = Row(frozenset(), frozenset(), public=True, token=True)

MATRIX: dict[str, Row] = {
    # the door and what stands before it
    "health.healthz": PUBLIC, "health.readyz": PUBLIC, "static": TOKEN, "worker.script": PUBLIC,
    "worker.offline": PUBLIC, "outbox_parts.show": TOKEN, "manifest.show": PUBLIC, "brand_stylesheets.show": TOKEN,
    "logos.show": TOKEN, "metrics.show": TOKEN,
    "sign_in.new": PUBLIC, "sign_in.create": PUBLIC, "sign_in_codes.new": PUBLIC, "sign_in_codes.create": PUBLIC,
    "sign_in_links.show": TOKEN, "sign_in_links.create": TOKEN, "operator_links.show": TOKEN,
    "operator_links.create": TOKEN, "own_addresses.show": TOKEN, "own_addresses.create": TOKEN,
    "setup.show": TOKEN, "setup.create": TOKEN, "sign_out.create": PUBLIC,
    # receipts are checked by anybody
    "verifying.new": PUBLIC, "verifying.create": PUBLIC, "receipt_keys.index": PUBLIC,
    # one's own
    "home.show": row(SIGNED_IN), "home.visit": row(SIGNED_IN), "profile.edit": row(SIGNED_IN),
    "profile.update": row(SIGNED_IN), "passes.show": row(SIGNED_IN), "devices.index": row(SIGNED_IN), "devices.destroy": row(()),
    "subscriptions.create": row(SIGNED_IN), "subscriptions.destroy": row(()), "subscriptions.create_trial": row(()),
    "inbox.index": row(SIGNED_IN), "inbox.seen": row(SIGNED_IN), "preferences.edit": row(SIGNED_IN),
    "preferences.update": row(SIGNED_IN),
    "notices.show": row(ON_SITE), "notices.seen": row(ON_SITE), "notices.unseen": row(ON_SITE),
    "following.show": row(ON_SITE), "following.update": row(ON_SITE),
    "live.show": row(SIGNED_IN), "home.needs": row(SIGNED_IN), "home.counts": row(SIGNED_IN), "ahead.show": row(SIGNED_IN),
    # the workspace
    "workspace.edit": row(OF_NORD, ADMINS), "workspace.update": row(OF_NORD, ADMINS),
    "workspace.destroy": row(OF_NORD, OWNERS), "staff.index": row(OF_NORD),
    "staff.edit": row(OF_NORD, ADMINS), "staff.update": row(OF_NORD, ADMINS), "staff.destroy": row(OF_NORD, ADMINS),
    "mail_troubles.destroy": row(OF_NORD, ADMINS),
    "clients.index": row(OF_NORD, MANAGERS), "clients.show": row(OF_NORD, MANAGERS),
    "clients.new": row(OF_NORD, ADMINS), "clients.create": row(OF_NORD, ADMINS),
    "clients.edit": row(OF_NORD, ADMINS), "clients.update": row(OF_NORD, ADMINS),
    "clients.archive": row(OF_NORD, ADMINS), "clients.restore": row(OF_NORD, ADMINS),
    # the tray: what a member of the staff may deal with follows the projects they are on
    "tray.index": row(OF_NORD), "tray.show": row(STAFF), "originals.show": row(STAFF), "filings.create": row(STAFF),
    "drops.create": row(STAFF), "drops.destroy": row(STAFF), "originals.of_message": row(STAFF),
    # projects
    "projects.index": row(SIGNED_IN), "projects.new": row(SIGNED_IN, MANAGERS | {"rex"}),
    "projects.create": row(SIGNED_IN, MANAGERS | {"rex"}), "projects.edit": row(ON_SITE, MANAGERS),
    "projects.update": row(ON_SITE, MANAGERS), "projects.archive": row(ON_SITE, MANAGERS),
    "projects.restore": row(ON_SITE, MANAGERS),
    # changes: the one of the scene was raised by Cleo and is being worked out
    "change_requests.index": row(ON_SITE), "change_requests.new": row(ON_SITE, ON_SITE - {"vera"}),
    "change_requests.create": row(ON_SITE, ON_SITE - {"vera"}), "change_requests.show": row(ON_SITE),
    "change_requests.body": row(ON_SITE), "change_requests.card": row(ON_SITE),
    "change_requests.edit": row(ON_SITE, {"cleo"}), "change_requests.update": row(ON_SITE, {"cleo"}),
    "change_effects.new": row(ON_SITE, STAFF), "change_effects.preview": row(ON_SITE, STAFF),
    "change_effects.create": row(ON_SITE, STAFF), "change_effects.destroy": row(ON_SITE, STAFF),
    "change_askings.new": row(ON_SITE, MANAGERS), "change_askings.create": row(ON_SITE, MANAGERS),
    "change_endings.withdrawal": row(ON_SITE, {"cleo", "cora"}), "change_endings.take_back": row(ON_SITE, {"cleo", "cora"}),
    "change_endings.refusal": row(ON_SITE, MANAGERS), "change_endings.refuse": row(ON_SITE, MANAGERS),
    "change_endings.repeat": row(ON_SITE, ()),
    # talk
    "discussions.index": row(ON_SITE), "discussions.new": row(ON_SITE, ON_SITE - {"vera"}),
    "discussions.create": row(ON_SITE, ON_SITE - {"vera"}), "discussions.show": row(ON_SITE),
    "messages.create": row(ON_SITE, ON_SITE - {"vera"}), "messages.show": row(ON_SITE),
    "messages.window": row(ON_SITE), "messages.revisions": row(ON_SITE), "messages.edit": row(ON_SITE, {"cleo"}),
    "folds.show": row(ON_SITE),
    "messages.update": row(ON_SITE, {"cleo"}), "messages.destroy": row(ON_SITE, {"cleo"}),
    "read_marks.update": row(ON_SITE), "arrivals.index": row(ON_SITE), "writing.create": row(ON_SITE, ON_SITE - {"vera"}),
    # files: an upload is known to who sends it only, and the one of the test to nobody
    "uploads.create": row(SIGNED_IN), "uploads.show": row(()), "uploads.update": row(()), "uploads.destroy": row(()),
    "documents.index": row(ON_SITE), "documents.create": row(ON_SITE, ON_SITE - {"vera"}),
    "document_versions.index": row(ON_SITE), "document_versions.new": row(ON_SITE, ON_SITE - {"vera"}),
    "document_versions.create": row(ON_SITE, ON_SITE - {"vera"}), "sightings.update": row(ON_SITE),
    "version_sharing.edit": row(ON_SITE, MANAGERS), "version_sharing.update": row(ON_SITE, MANAGERS),
    "version_sharing.destroy": row(ON_SITE, MANAGERS),
    # The paper and the sketch are Cleo's.
    "version_withdrawals.new": row(ON_SITE, {"cleo"}), "version_withdrawals.create": row(ON_SITE, {"cleo"}),
    "document_names.edit": row(ON_SITE, MANAGERS | {"cleo"}), "document_names.update": row(ON_SITE, MANAGERS | {"cleo"}),
    "documents.show": row(ON_SITE), "versions.show": row(ON_SITE), "versions.thumbnail": row(ON_SITE),
    "versions.screen": row(ON_SITE), "versions.card": row(ON_SITE), "entry_files.index": row(ON_SITE),
    # questions to approvers, their answers; of the contacts Abe and Cora decide, and Abe is asked
    "approvals.index": row(ON_SITE), "approvals.show": row(ON_SITE), "approvals.new": row(ON_SITE, STAFF),
    "approvals.create": row(ON_SITE, STAFF), "approval_parts.head": row(ON_SITE), "approval_parts.card": row(ON_SITE),
    "approval_parts.decide": row(ON_SITE), "approval_parts.around": row(ON_SITE),
    "answers.create": row(ON_SITE, STAFF | {"abe", "cora"}), "answers.destroy": row(ON_SITE, {"abe"}),
    "hand_overs.new": row(ON_SITE, STAFF | {"abe", "cora"}), "hand_overs.create": row(ON_SITE, STAFF | {"abe", "cora"}),
    "answer_days.edit": row(ON_SITE, STAFF), "answer_days.update": row(ON_SITE, STAFF),
    "cancellations.create": row(ON_SITE, STAFF), "rounds.create": row(ON_SITE, STAFF),
    "questions.index": row(OF_NORD), "questions.create": row(OF_NORD, MANAGERS), "questions.edit": row(OF_NORD, MANAGERS),
    "questions.update": row(OF_NORD, MANAGERS), "questions.destroy": row(OF_NORD, MANAGERS),
    "deputies.index": row(SIGNED_IN), "deputies.update": row({"cora"}), "deputies.destroy": row({"cora"}),
    "receipts.show": row(ON_SITE), "receipts.pdf": row(ON_SITE), "receipts.file": row(ON_SITE),
    "version_pages.index": row(ON_SITE), "version_pages.show": row(ON_SITE), "version_pages.text": row(ON_SITE),
    "comparisons.show": row(ON_SITE),
    "pins.new": row(ON_SITE, ON_SITE - {"vera"}), "pins.create": row(ON_SITE, ON_SITE - {"vera"}), "pins.show": row(ON_SITE),
    "resolutions.create": row(ON_SITE, ON_SITE - {"vera"}), "resolutions.destroy": row(ON_SITE, ON_SITE - {"vera"}),
    # sharing and looking
    "sharing.edit": row(ON_SITE, MANAGERS), "sharing.update": row(ON_SITE, MANAGERS),
    "sharing.destroy": row(ON_SITE, MANAGERS), "bulk_sharing.edit": row(ON_SITE, MANAGERS),
    "bulk_sharing.update": row(ON_SITE, MANAGERS), "bulk_sharing.destroy": row(ON_SITE, MANAGERS),
    "looks.new": row(ON_SITE, STAFF), "looks.create": row(ON_SITE, STAFF),
    # the plan
    "item_parts.head": row(ON_SITE), "item_parts.card": row(ON_SITE), "item_parts.row": row(ON_SITE),
    "plans.show": row(ON_SITE), "items.show": row(ON_SITE), "histories.index": row(ON_SITE),
    "promises.index": row(ON_SITE), "updates.index": row(ON_SITE), "updates.show": row(ON_SITE),
    "items.new": row(ON_SITE, STAFF), "items.create": row(ON_SITE, STAFF), "items.edit": row(ON_SITE, STAFF),
    "items.update": row(ON_SITE, STAFF), "items.discard": row(ON_SITE, STAFF),
    "items.destroy": row(ON_SITE, STAFF), "archives.create": row(ON_SITE, STAFF),
    "archives.destroy": row(ON_SITE, STAFF), "positions.edit": row(ON_SITE, STAFF),
    "positions.update": row(ON_SITE, STAFF), "assignments.edit": row(ON_SITE, STAFF),
    "assignments.update": row(ON_SITE, STAFF), "dependencies.new": row(ON_SITE, STAFF),
    "dependencies.create": row(ON_SITE, STAFF), "dependencies.destroy": row(ON_SITE, STAFF),
    "completions.create": row(ON_SITE, STAFF), "completions.destroy": row(ON_SITE, STAFF),
    "obstacles.create": row(ON_SITE, STAFF), "obstacles.destroy": row(ON_SITE, STAFF),
    "percents.update": row(ON_SITE, STAFF), "promises.new": row(ON_SITE, MANAGERS),
    "promises.create": row(ON_SITE, MANAGERS), "updates.new": row(ON_SITE, STAFF),
    "updates.create": row(ON_SITE, STAFF), "stages.index": row(ON_SITE, MANAGERS), "stages.create": row(ON_SITE, MANAGERS),
    "stages.update": row(ON_SITE, MANAGERS), "stages.destroy": row(ON_SITE, MANAGERS),
    "imports.new": row(ON_SITE, MANAGERS), "imports.create": row(ON_SITE, MANAGERS), "imports.show": row(ON_SITE, MANAGERS),
    "imports.update": row(ON_SITE, MANAGERS), "imports.apply": row(ON_SITE, MANAGERS),
    "imports.confirm": row(ON_SITE, MANAGERS), "imports.destroy": row(ON_SITE, MANAGERS),
    # money: of the client its sponsor sees the budget of the scene as a whole, and nobody there who spent what
    "budgets.show": row(STAFF | {"cora"}), "budgets.edit": row(STAFF | {"cora"}, MANAGERS),
    "budgets.create": row(STAFF | {"cora"}, MANAGERS), "budgets.audience": row(STAFF | {"cora"}, MANAGERS),
    "budgets.share": row(STAFF | {"cora"}, MANAGERS), "ledgers.show": row(ON_SITE), "spendings.index": row(STAFF),
    "spendings.new": row(STAFF), "spendings.create": row(STAFF), "spendings.destroy": row(STAFF),
    # a project's people and invitations
    "project_people.index": row(ON_SITE), "project_people.new": row(ON_SITE, MANAGERS),
    "project_people.create": row(ON_SITE, MANAGERS), "project_people.leave": row(ON_SITE, MANAGERS | {"lea"}),
    "project_people.destroy": row(ON_SITE, MANAGERS | {"lea"}),
    "project_invitations.index": row(ON_SITE, MANAGERS | {"lea"}),
    "project_invitations.new": row(ON_SITE, MANAGERS | {"lea"}),
    "project_invitations.create": row(ON_SITE, MANAGERS | {"lea"}),
    "project_invitations.resend": row(ON_SITE, MANAGERS | {"lea"}),
    "project_invitations.revoke": row(ON_SITE, MANAGERS | {"lea"}),
    "invitations.show": TOKEN, "invitation_acceptances.create": TOKEN, "invitation_codes.create": TOKEN,
    "invitation_renewals.create": TOKEN,
    "staff_invitations.index": row(OF_NORD, ADMINS), "staff_invitations.new": row(OF_NORD, ADMINS),
    "staff_invitations.create": row(OF_NORD, ADMINS), "staff_invitations.resend": row(OF_NORD, ADMINS),
    "staff_invitations.revoke": row(OF_NORD, ADMINS), "undelivered.index": row(OF_NORD, ADMINS),
    "undelivered.create": row(OF_NORD, ADMINS), "brand_icons.show": TOKEN,
    "installing.show": row(SIGNED_IN), "new_messages.show": row(SIGNED_IN), "shares.create": PUBLIC,
    "unsubscribing.show": TOKEN, "unsubscribing.create": TOKEN,
    "mail_in.create": PUBLIC, "welcomes.update": row(SIGNED_IN), "welcomes.destroy": row(SIGNED_IN),
}
