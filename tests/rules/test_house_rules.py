"""Each rule of the house is held by a test, or says which feature it waits for."""
import ast
import tomllib
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
RULES = tomllib.loads(Path(__file__).with_name("house_rules.toml").read_text())
POWERS = {"viewer", "contributor", "approver", "sponsor", "lead", "member", "manager", "admin", "owner", "turn", "archive"}


@cache
def functions(file: Path) -> set[str]:
    return {node.name for node in ast.parse(file.read_text()).body if isinstance(node, ast.FunctionDef)}


def test_every_rule_and_every_power_is_listed_once():
    assert sorted(rule["number"] for rule in RULES.values() if "number" in rule) == list(range(1, 23))
    assert {name for name, rule in RULES.items() if rule.get("power")} == POWERS


@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_held_by_tests_that_exist(name):
    rule = RULES[name]
    assert rule["tests"] or rule.get("later"), f"nothing holds {name}: {rule['says']}"
    for test in rule["tests"]:
        file, _, function = test.partition("::")
        assert (TESTS / file).exists(), f"{name} names {file}, which is not there"
        assert function in functions(TESTS / file), f"{name} names {test}, which is not there: renamed or lost?"


def test_no_test_is_named_twice_within_a_rule():
    for name, rule in RULES.items():
        assert len(rule["tests"]) == len(set(rule["tests"])), name
