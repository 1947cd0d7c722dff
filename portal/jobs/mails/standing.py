"""What mail servers said, kept: of addresses, and towards the hourly caps."""
from collections.abc import Iterable

from portal.jobs.mails.capping import count_sent
from portal.notices.standing import note_bounce, note_refusal, note_taken


def note_outcomes(told: Iterable[tuple]) -> None:
    """In the transaction that records it: (delivery, outcome, trouble, about) of each mail.

    Of a delivery its address and workspace_id are asked. Only what is wrong with the address itself counts against it, and
    for good only what the server refused at once: its words begin with its code.
    """
    told = list(told)
    taken = [delivery for delivery, outcome, _, _ in told if outcome == "sent"]
    note_taken([delivery.address for delivery in taken])
    count_sent(delivery.workspace_id for delivery in taken)
    for delivery, outcome, trouble, about in told:
        if about != "address" or outcome != "refused":
            continue
        if (trouble or "").startswith("5"):
            note_refusal(delivery.address, trouble)
        else:
            note_bounce(delivery.address, False, trouble or "")
