"""What proves that a person acted, and what does not."""
from uuid import UUID

import pytest

from portal.base.ids import new_id
from portal.people.deliberate import COMMON, DIGITS, HELD, Riddle

RIDDLE = Riddle.about("k" * 32, "invitation", UUID(int=7))


def solved(held="", digits="", decoy=""):
    return RIDDLE.is_solved_by(held=held, digits=digits, decoy=decoy)


def test_a_held_button_or_the_digits_prove_a_person():
    assert solved(held=f"{HELD}.{RIDDLE.answer}")
    assert solved(digits=RIDDLE.digits) and solved(digits=f" {RIDDLE.digits} ")


@pytest.mark.parametrize("junk", ["", "1", "on", "true", "1500", "99999999999", "600.", "600.x", ".", "test", "٦٠٠",
                                  f"600.{RIDDLE.challenge}", f"499.{RIDDLE.answer}", f".{RIDDLE.answer}", f"-1.{RIDDLE.answer}"],
                         ids=lambda junk: "junk")
def test_what_a_program_writes_into_the_field_of_holding_proves_nothing(junk):
    assert not solved(held=junk)


@pytest.mark.parametrize("junk", ["", "1", "0", "00", "test", *sorted(COMMON), *(str(n) for n in range(10))])
def test_what_a_program_types_where_digits_belong_proves_nothing(junk):
    assert not solved(digits=junk)


def test_who_fills_what_nobody_sees_is_a_program():
    assert not solved(digits=RIDDLE.digits, decoy="x")
    assert not solved(held=f"900.{RIDDLE.answer}", decoy="x")


def test_a_riddle_stays_the_same_and_is_about_one_thing_only():
    key, first, second = "k" * 32, new_id(), new_id()
    assert Riddle.about(key, "invitation", first) == Riddle.about(key, "invitation", first)
    assert len({Riddle.about(key, "invitation", new_id()).digits for _ in range(200)}) > len(DIGITS) // 2
    for other in (Riddle.about(key, "invitation", second), Riddle.about(key, "setup", first),
                  Riddle.about("j" * 32, "invitation", first)):
        assert other.challenge != Riddle.about(key, "invitation", first).challenge
