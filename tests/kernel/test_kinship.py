"""Relations to a new head (变更户主): GB/T 4761 composed."""

from datetime import date

import pytest

from hukou.kernel import tables
from hukou.kernel.identity_number import Sex
from hukou.kernel.kinship import (
    HEAD,
    Member,
    coarse_group,
    implied_sex,
    relation_kind,
    relations_to,
)

ROWS = tables.read("family_relation")


def after(new_head: int, *relations: str) -> list[str | None]:
    """Return the codes to the new head, given codes to the old, everyone born a year apart."""
    head: Sex = "female" if "11" in relations else "male"
    members = {
        key: Member(relation=code, sex=implied_sex(code) or head, born=date(1950 + key, 1, 1))
        for key, code in enumerate(relations)
    }
    return list(relations_to(members, new_head=new_head).values())


@pytest.mark.parametrize(
    ("old", "new_head", "new"),
    [
        # husband, wife, eldest son, second daughter, his father, her mother
        (["02", "12", "22", "33", "51", "56"], 1, ["11", "02", "22", "33", "53", "52"]),
        # the wife is the head; the son takes over: both parents, sister, grandmother by mother
        (["02", "11", "20", "30", "52"], 2, ["52", "51", "02", "77", "64"]),
        # father takes over from his son: daughter-in-law, grandson, granddaughter, elder daughter
        (["02", "12", "20", "30", "51", "75"], 4, ["20", "38", "41", "42", "02", "30"]),
        # mother takes over from her daughter: son-in-law and the daughter's children
        (["02", "11", "20", "30", "52"], 4, ["30", "28", "43", "44", "02"]),
        # elder brother takes over: nephew, niece, sister-in-law, both parents
        (["02", "12", "20", "30", "51", "52", "71"], 6, ["73", "74", "93", "94", "51", "52", "02"]),
        # son's son takes over
        (["02", "12", "41"], 2, ["61", "62", "02"]),
        # daughter's daughter takes over
        (["02", "12", "44"], 2, ["63", "64", "02"]),
        # son-in-law takes over: parents of his wife
        (["02", "12", "28"], 2, ["55", "56", "02"]),
        # daughter-in-law takes over: parents of her husband
        (["02", "12", "38"], 2, ["53", "54", "02"]),
        # an only son takes over: the daughter-in-law is his wife, the grandson his child
        (["02", "12", "21", "38", "41", "42"], 2, ["51", "52", "02", "12", "20", "30"]),
        # a stepson takes over from his stepfather
        (["02", "27"], 1, ["57", "02"]),
    ],
)
def test_relations_that_follow_from_the_old_ones(
    old: list[str], new_head: int, new: list[str]
) -> None:
    assert after(new_head, *old) == new


@pytest.mark.parametrize(
    ("old", "new_head", "unclear"),
    [
        (["02", "20", "38"], 1, 2),  # his wife, or his brother's
        (["02", "20", "41"], 1, 2),  # his son, or his nephew
        (["02", "71", "72"], 1, 2),  # his wife, or another brother's
        (["02", "41", "42"], 1, 2),  # his sister, or his cousin
        (["02", "51", "52"], 1, 2),  # his wife, or divorced from him
        (["02", "27", "12"], 1, 2),  # his own mother, or his stepmother
        (["02", "12", "27"], 1, 2),  # her own son, or adopted
        (["02", "93"], 1, 0),  # his father's elder or younger brother
        (["02", "99"], 1, 0),  # no kin of the head, but perhaps of others
        (["02", "12", "99"], 1, 2),
        (["02", "12", "97"], 1, 2),
        (["02", "12", "71"], 1, 2),  # a husband's brother has no code of his own
    ],
)
def test_what_the_codes_cannot_tell_is_left_to_the_officer(
    old: list[str], new_head: int, unclear: int
) -> None:
    assert after(new_head, *old)[unclear] is None


def test_a_known_marriage_tells_a_wife_from_a_sister_in_law() -> None:
    members = {
        1: Member(relation="02", sex="male", born=date(1950, 1, 1)),
        2: Member(relation="22", sex="male", born=date(1975, 1, 1), spouse=4),
        3: Member(relation="23", sex="male", born=date(1978, 1, 1)),
        4: Member(relation="38", sex="female", spouse=2),
        5: Member(relation="41", sex="male", parents=frozenset({2, 4})),
    }

    assert relations_to(members, new_head=2) == {1: "51", 2: "02", 3: "73", 4: "12", 5: "20"}
    assert relations_to(members, new_head=3) == {1: "51", 2: "71", 3: "02", 4: "72", 5: "93"}


def test_parents_known_to_be_married_are_husband_and_wife() -> None:
    members = {
        1: Member(relation="02", sex="male"),
        2: Member(relation="51", married=True),
        3: Member(relation="52", married=True),
    }

    assert relations_to(members, new_head=2)[3] == "12"


def test_the_old_head_may_have_left_the_household() -> None:
    members = {1: Member(relation="12"), 2: Member(relation="22")}

    assert relations_to(members, new_head=1) == {1: "02", 2: "22"}


def test_which_twin_is_the_elder_is_left_to_the_officer() -> None:
    born = date(2000, 1, 1)
    members = {
        1: Member(relation="02", sex="male", born=date(1970, 1, 1)),
        2: Member(relation="22", born=born),
        3: Member(relation="23", born=born),
    }

    assert relations_to(members, new_head=2)[3] is None


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["code"])
def test_changing_the_head_to_the_spouse_and_back_changes_no_group(row: dict[str, str]) -> None:
    if coarse_group(row["code"]) in ("0", "1"):
        return
    there = after(1, "02", "12", row["code"])
    if there[2] is None:
        return

    back = after(0, *[code or "" for code in there])
    assert back[:2] == ["02", "12"]
    assert back[2] is None or coarse_group(back[2]) == coarse_group(row["code"])


def test_most_codes_survive_the_change_to_the_spouse_and_back() -> None:
    codes = [row["code"] for row in ROWS if coarse_group(row["code"]) in "2345"]
    there = after(1, "02", "12", *codes)
    back = after(0, *[code or "99" for code in there])

    same = [code for code, now in zip(codes, back[2:], strict=True) if code == now]
    assert len(same) / len(codes) > 0.6


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["code"])
def test_every_code_has_a_kind_a_group_and_perhaps_a_sex(row: dict[str, str]) -> None:
    kinds = {"spouse", "child", "parent", "grandparent", "grandchild", "sibling", "other"}

    assert relation_kind(row["code"]) in kinds
    assert coarse_group(row["code"]) in "012345678"
    assert implied_sex(row["code"]) in (None, "male", "female")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("12", "spouse"),
        ("27", "child"),
        ("28", "other"),
        ("38", "other"),
        ("55", "other"),
        ("58", "parent"),
        ("63", "grandparent"),
        ("49", "grandchild"),
        ("75", "sibling"),
    ],
)
def test_the_law_speaks_of_blood_and_marriage_not_of_in_laws(code: str, kind: str) -> None:
    assert relation_kind(code) == kind


def test_the_head_stays_the_head_when_nothing_changes() -> None:
    assert after(0, "02", "12", "22", "41", "56") == ["02", "12", "22", "41", "56"]
    assert HEAD == "02"
