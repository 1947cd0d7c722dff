"""Every record, imported once, so that the metadata is whole for migrations and mappers."""
import portal.budgets.noting  # noqa: F401  (an item that something was spent on is kept)
import portal.changes.ending  # noqa: F401  (what the client accepted is done, what it declined ends)
import portal.changes.keeping  # noqa: F401  (what a change request is about is not deleted)
import portal.changes.once_more  # noqa: F401  (sponsors are asked once more only where they could be asked first)
import portal.changes.readers  # noqa: F401  (money in a question is read by those who see the budget)
import portal.changes.renewing  # noqa: F401  (what a change comes to hangs on more of the plan than itself)
import portal.decisions.known  # noqa: F401  (whom a contact knows from approvals)
import portal.decisions.leaving  # noqa: F401  (the team hears which questions wait for nobody)
import portal.decisions.receipts  # noqa: F401  (what ends is proven by a receipt)
import portal.decisions.unsharing  # noqa: F401  (questions end where what they ask about is hidden)
import portal.files.following  # noqa: F401  (files follow their messages)
import portal.plan.known  # noqa: F401  (whom a contact knows from the plan)
import portal.plan.updates  # noqa: F401  (sharing an update changes the health the client is told)
import portal.plan.waiting  # noqa: F401  (what waits for somebody is copied beside their name)
from portal.budgets.alarm import Alarm
from portal.budgets.move import BudgetMove
from portal.budgets.spending import Spending
from portal.changes.change_request import ChangeRequest
from portal.changes.effect import Effect
from portal.decisions.approval import Approval
from portal.decisions.approver import Approver
from portal.decisions.decision import Decision
from portal.decisions.deputy import Deputy
from portal.decisions.question import Question
from portal.decisions.receipt import Receipt
from portal.decisions.signing_key import SigningKey
from portal.decisions.thing import Thing
from portal.entries.about import AboutLink
from portal.entries.entry import Entry
from portal.entries.reader import EntryReader
from portal.files.attachment import Attachment
from portal.files.blob import Blob
from portal.files.document import Document
from portal.files.pin import Pin
from portal.files.sighting import VersionSeen
from portal.files.upload import Upload
from portal.files.version import Version
from portal.history.act import Act
from portal.history.event import Event
from portal.history.signal import Signal
from portal.inbox.visit import Visit
from portal.letters.letter import Letter
from portal.notices.carried import Carried
from portal.notices.delivery import Delivery
from portal.notices.follow import Follow
from portal.notices.habits import Habits
from portal.notices.mail_standing import MailStanding
from portal.notices.notification import Notification
from portal.notices.preference import Preference
from portal.notices.reading_place import ReadingPlace
from portal.notices.reply_address import ReplyAddress
from portal.notices.subscription import PushSubscription
from portal.notices.tally import Tally
from portal.people.challenge import Challenge
from portal.people.client import Client
from portal.people.door_count import DoorCount
from portal.people.invitation import Invitation
from portal.people.membership import Membership
from portal.people.operator_link import OperatorLink
from portal.people.session import Session
from portal.people.user import User
from portal.people.workspace import Workspace
from portal.plan.assignee import Assignee
from portal.plan.dependency import Dependency
from portal.plan.imported_item import ImportedItem
from portal.plan.item import WorkItem
from portal.plan.plan_import import PlanImport
from portal.plan.promise import Promise
from portal.plan.stage import Stage
from portal.plan.update import Update
from portal.projects.member import ProjectMember
from portal.projects.project import Project
from portal.talk.discussion import Discussion
from portal.talk.mention import Mention
from portal.talk.message import Message
from portal.talk.read_mark import ReadMark
from portal.talk.revision import Revision

__all__ = [
    "AboutLink", "Act", "Alarm", "Approval", "Approver", "Assignee", "Attachment", "Blob", "BudgetMove",
    "Carried", "Challenge", "ChangeRequest", "Client", "Decision", "Delivery", "Dependency", "Deputy",
    "Discussion", "Document", "DoorCount", "Effect", "Entry", "EntryReader", "Event", "Follow", "Habits",
    "ImportedItem", "Invitation", "Letter", "MailStanding", "Membership", "Mention", "Message",
    "Notification", "OperatorLink", "Pin", "PlanImport", "Preference", "Project", "ProjectMember", "Promise",
    "PushSubscription", "Question", "ReadMark", "ReadingPlace", "Receipt", "ReplyAddress", "Revision",
    "Session", "Signal", "SigningKey", "Spending", "Stage", "Tally", "Thing", "Update", "Upload", "User",
    "Version", "VersionSeen", "Visit", "WorkItem", "Workspace",
]
