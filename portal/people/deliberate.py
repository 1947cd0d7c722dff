"""Proof that a person acted: a button held for a moment, or two digits typed, where a program would press and fill.

Programs that scan mails open a link, run the scripts of its page, press its buttons, submit its forms and fill its
fields. What none of them does by the way: keep a button pressed, read two digits and type them, leave alone a field
that people cannot see. The answer that a held button gives is made from a challenge of the page, so that whatever
else is written into its field is none.
"""
from dataclasses import dataclass
from hmac import compare_digest
from uuid import UUID

from portal.people.tokens import derived

#: How long a button is held before it counts, in milliseconds.
HELD = 500
#: Digits that programs and forms are full of prove nothing.
COMMON = frozenset({"10", "11", "12", "13", "20", "21", "22", "23", "24", "25", "30", "33", "34", "40", "42", "44", "45",
                    "50", "55", "56", "60", "64", "66", "67", "69", "70", "77", "78", "80", "88", "89", "90", "98", "99"})
DIGITS = tuple(text for text in map(str, range(10, 100)) if text not in COMMON)


@dataclass(frozen=True)
class Riddle:
    """What a page asks of whoever acts on it; the same at each visit, so that a program which comes often gains nothing."""

    digits: str
    challenge: str

    @classmethod
    def about(cls, key: str, purpose: str, subject: UUID) -> "Riddle":
        secret = derived(key, f"deliberate:{purpose}", subject)
        return cls(DIGITS[int.from_bytes(secret[:8], "big") % len(DIGITS)], secret[8:20].hex())

    @property
    def answer(self) -> str:
        """What the page's script makes of the challenge once a button was held."""
        return self.challenge[::-1]

    def is_solved_by(self, *, held: str, digits: str, decoy: str) -> bool:
        """Whether a form was sent by a person: ``held`` is "milliseconds.answer"; ``decoy`` nobody sees, so it is empty."""
        return not decoy and (self._held(held) or compare_digest(digits.strip().encode(), self.digits.encode()))

    def _held(self, held: str) -> bool:
        lasted, _, answer = held.partition(".")
        long = lasted.isascii() and lasted.isdigit() and len(lasted) < 9 and int(lasted) >= HELD
        return long and compare_digest(answer.encode(), self.answer.encode())
