"""What to verify and which papers to bring: only what can still decide."""

from hukou.law import load_law, required_checks, required_documents
from tests.law.people import OWNER, SON, facts

FINAL = load_law().regulations["qz-final-2017"]
DRAFT = load_law().regulations["qz-draft-2017"]


def checked(party: int, relations: list[str], **options: object) -> dict[str, str]:
    checks = required_checks(FINAL, "QZF-1", relations, **options)  # type: ignore[arg-type] # known
    return {each.fact: each.agency for each in checks if each.party == party}


def test_the_applicants_dwelling_is_verified_by_who_keeps_the_record() -> None:
    assert checked(0, []) == {
        "dwelling.location_kind": "public_security",
        "dwelling.tenure": "real_estate",
        "dwelling.legal_and_stable": "public_security",
    }


def test_a_spouse_is_asked_about_marriage_and_living_together_only() -> None:
    assert checked(1, ["spouse"]) == {
        "relation.kind": "civil_affairs",
        "relation.cohabits": "community",
    }


def test_a_child_of_unknown_age_may_have_to_show_an_empty_purse() -> None:
    assert set(checked(1, ["child"])) == {
        "relation.kind",
        "relation.cohabits",
        "person.age",
        "person.married",
        "person.has_income_source",
    }


def test_a_child_registered_as_a_minor_has_not() -> None:
    known = [facts(OWNER), facts(SON)]
    assert set(checked(1, ["child"], known=known)) == {
        "relation.kind",
        "relation.cohabits",
        "person.age",
    }


def test_the_floor_area_is_verified_only_where_a_cap_can_be_met() -> None:
    few = required_checks(DRAFT, "QZD-1", ["spouse", "child"])
    many = required_checks(DRAFT, "QZD-1", ["spouse", "child", "child"])
    assert "dwelling.area_m2" not in {each.fact for each in few}
    assert ("dwelling.area_m2", 0) in {(each.fact, each.party) for each in many}


def test_a_condition_set_aside_is_never_verified() -> None:
    asked = {each.fact for each in required_checks(DRAFT, "QZD-7")}
    assert "conduct.criminal_record" in asked
    assert "conduct.family_planning_violation" not in asked


def test_an_owner_brings_the_deed_and_a_tenant_the_lease() -> None:
    def papers(tenure: str) -> set[str]:
        known = [facts(OWNER | {"dwelling.tenure": tenure})]
        return {each.kind for each in required_documents(FINAL, "QZF-1", known=known)}

    identity = {"identity_card", "household_booklet", "dwelling_inspection"}
    assert papers("owned") == identity | {"title_deed"}
    assert papers("leased") == identity | {"lease_contract"}


def test_each_paper_is_asked_once_of_each_party() -> None:
    papers = required_documents(FINAL, "QZF-1", ["spouse", "child", "parent"])
    keys = [(each.party, each.kind) for each in papers]
    assert len(keys) == len(set(keys))
    assert (1, "marriage_certificate") in keys
    assert (3, "kinship_proof") in keys


def test_a_paper_the_clause_itself_asks_is_on_the_list() -> None:
    papers = required_documents(load_law().regulations["jm-2018-5"], "JM-9")
    assert "host_consent" in {each.kind for each in papers}
