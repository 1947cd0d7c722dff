"""What mail servers said, kept: of addresses, and towards the hourly caps."""
from collections.abc import Iterable

from portal.jobs.mails.capping import count_sent
from portal.notices.standing import note_bounce, note_refusal, note_taken


def note_outcomes(told: Iterable[tuple]) -> None:
    """In the transaction that records it: (delivery, "sent" | "refused" | "given_up" | "later", trouble, about) of each mail.

    Of a delivery its address and workspace_id are asked. Only what is wrong with the address itself counts against it.
    """
    told = list(told)
    taken = [delivery for delivery, outcome, _, _ in told if outcome == "sent"]
    note_taken([delivery.address for delivery in taken])
    count_sent(delivery.workspace_id for delivery in taken)
    for delivery, outcome, trouble, about in told:
        if about == "address" and outcome == "refused":
            note_refusal(delivery.address, trouble or "")
        elif about == "address" and outcome == "given_up":
            note_bounce(delivery.address, False, trouble or "")
