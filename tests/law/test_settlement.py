"""What the documents demand of settlement, row by row."""

from datetime import date

import pytest

from hukou.law import Destination, Outcome, load_law
from tests.law.people import ACTIVATED, FAMILY, MOTHER, OWNER, SPOUSE, ask

FINAL, DRAFT, JIANGMEN, SHIXING = "qz-final-2017", "qz-draft-2017", "jm-2018-5", "sx-2018"
BACHELOR = {"education.level": "bachelor"}
INVESTOR = {
    "investment.enterprise_established": True,
    "investment.amount_yuan": "100000",
    "investment.role": "technical_staff",
}
HERO = {"honour.level": "county", "honour.kind": "brave_act"}
WORKER = {
    "person.hukou_place": "340103",
    "residence.months_continuous": 12,
    "employment.months": 12,
    "insurance.social_months": 12,
    "conduct.criminal_record": False,
}
IN_CORE = {"residence.place_kind": "urban_core", "employment.place_kind": "urban_core"}


def of_channel(regulation: str, channel: str, **options: object) -> Outcome:
    """Return the outcome of one channel for facts given as `facts`."""
    applicant = options.pop("facts")
    return ask(regulation, applicant, channel=channel, **options).outcome  # type: ignore[arg-type] # plain facts


def test_every_finding_and_every_clause_points_to_its_document() -> None:
    """L01."""
    for regulation in load_law().regulations.values():
        assert regulation.provenance.source
        assert regulation.provenance.quality
        for clause in regulation.clauses.values():
            assert clause.lines
            assert clause.cite.document.startswith(regulation.title)
    judged = ask(FINAL, OWNER, FAMILY)
    told = [f for c in judged.channels for f in c.verdict.findings]
    told += [f for c in judged.companions for f in c.verdict.findings]
    assert told
    assert all(each.cite.document and each.cite.clause for each in told)


@pytest.mark.parametrize("tenure", ["owned", "leased", "public_rental"])
@pytest.mark.parametrize("place", ["county_seat_town", "street", "other_jianzhi_town"])
@pytest.mark.parametrize(("regulation", "channel"), [(FINAL, "QZF-1"), (DRAFT, "QZD-1")])
def test_a_stable_dwelling_rented_too_settles_in_towns(
    tenure: str, place: str, regulation: str, channel: str
) -> None:
    """L02."""
    dwelling = {**OWNER, "dwelling.tenure": tenure, "dwelling.location_kind": place}
    assert of_channel(regulation, channel, facts=dwelling) == "eligible"


def test_the_family_of_five_settles_by_the_final() -> None:
    """L03: neither the age of a parent nor the floor area counts any more."""
    judged = ask(
        FINAL, OWNER | {"dwelling.area_m2": 55}, FAMILY, mode="decide", activated_on=ACTIVATED
    )
    assert judged.outcome == "eligible"
    assert judged.basis == "QZF-1"
    assert {each.outcome for each in judged.companions} == {Outcome.ELIGIBLE}
    assert judged.limits == ()


def test_the_same_family_loses_the_mother_and_meets_the_cap_by_the_draft() -> None:
    """L03: mothers from 55; at 60 m² or less three persons, the applicant among them."""
    judged = ask(DRAFT, OWNER | {"dwelling.area_m2": 55}, FAMILY)
    assert judged.outcome == "partial"
    mother = judged.companion("mother")
    failed = [each for each in mother.verdict.findings if each.satisfied is False]
    assert mother.outcome == "not_eligible"
    assert [(each.fact, each.required, each.found) for each in failed] == [("person.age", 55, 52)]
    assert failed[0].cite.clause == "二（一）2 放开亲属投靠落户"
    assert judged.kept_out == {"daughter"}
    assert judged.limits[0].counted == 4
    assert judged.limits[0].cite.clause == "二（一）2 放开亲属投靠落户"


def test_a_father_of_59_waits_for_his_birthday() -> None:
    """L03: met on a date."""
    father = MOTHER | {"person.sex": "male", "person.age": None, "person.birth_date": "1958-05-20"}
    judged = ask(DRAFT, OWNER, {"father": father}, channel="QZD-1")
    assert judged.companion("father").verdict.met_on == date(2018, 5, 20)


def test_an_unmarried_child_without_income_counts_as_a_minor() -> None:
    """L04."""
    for regulation in (FINAL, DRAFT):
        assert ask(regulation, OWNER, FAMILY).companion("daughter").outcome == "eligible"


def test_who_does_not_live_together_does_not_come_along() -> None:
    """L04."""
    apart = {name: known | {"relation.cohabits": False} for name, known in FAMILY.items()}
    judged = ask(FINAL, OWNER, apart)
    assert judged.outcome == "partial"
    assert {each.outcome for each in judged.companions} == {Outcome.NOT_ELIGIBLE}


@pytest.mark.parametrize(
    "kin",
    [
        {"relation.kind": "spouse"},
        {"relation.kind": "parent", "person.age": 41},
        {"relation.kind": "child", "person.married": False, "person.age": 35},
    ],
)
def test_jiangmen_asks_no_years_of_marriage_age_or_childlessness_of_kin(
    kin: dict[str, object],
) -> None:
    """L05."""
    judged = ask(JIANGMEN, kin, channel="JM-9", mode="decide", on=date(2018, 6, 1))
    assert judged.outcome == "eligible"
    assert judged.channel("JM-9").verdict.missing == ()


def test_talent_is_a_bachelor_in_the_final_and_a_master_of_a_key_school_in_the_draft() -> None:
    """L07."""
    master = IN_CORE | {"education.level": "master", "education.full_time": True}
    assert of_channel(FINAL, "QZF-2", facts=BACHELOR) == "eligible"
    assert of_channel(DRAFT, "QZD-3a", facts=IN_CORE | BACHELOR) == "evidence"
    key = master | {"education.key_institution": True}
    assert of_channel(DRAFT, "QZD-3a", facts=key) == "eligible"
    junior = {"education.level": "junior_college", "title.professional_grade": "junior"}
    technician = {"title.skill_grade": "level2_technician"}
    for talent in (junior, technician, {"expert.level": "provincial"}):
        assert of_channel(FINAL, "QZF-2", facts=talent) == "eligible"
        assert of_channel(DRAFT, "QZD-3a", facts=IN_CORE | talent) == "eligible"


def test_specially_needed_talent_needs_the_county_government() -> None:
    """L08."""
    special = {"education.returned_overseas": True, "talent.shortage_recognition": True}
    judged = ask(DRAFT, special, channel="QZD-3b")
    assert judged.channel("QZD-3b").verdict.missing == ("approval.county_government",)
    approved = special | {"approval.county_government": True}
    judged = ask(DRAFT, approved, {"mother": MOTHER}, channel="QZD-3b")
    assert judged.outcome == "eligible"
    assert load_law().regulations[DRAFT].channels["QZD-3b"].approval == "county_government"


@pytest.mark.parametrize(
    "role", ["legal_representative", "middle_or_higher_manager", "technical_staff"]
)
def test_an_investor_of_100_000_yuan_proves_the_role(role: str) -> None:
    """L09."""
    investor = INVESTOR | {"investment.role": role, "investment.place_kind": "urban_core"}
    for regulation, channel in ((FINAL, "QZF-3"), (DRAFT, "QZD-4")):
        assert of_channel(regulation, channel, facts=investor) == "eligible"
        short = investor | {"investment.amount_yuan": "99999.99"}
        assert of_channel(regulation, channel, facts=short) == "not_eligible"


def test_honours_count_from_the_county_and_the_draft_also_asks_residence_and_job() -> None:
    """L10."""
    assert of_channel(FINAL, "QZF-4", facts=HERO) == "eligible"
    assert of_channel(DRAFT, "QZD-5", facts=HERO) == "evidence"
    assert of_channel(DRAFT, "QZD-5", facts=HERO | IN_CORE) == "eligible"
    assert of_channel(FINAL, "QZF-4", facts=HERO | {"honour.level": "town"}) == "not_eligible"


@pytest.mark.parametrize(
    ("final", "draft", "person"),
    [
        ("QZF-2", "QZD-3a", IN_CORE | {"expert.level": "national"}),
        ("QZF-3", "QZD-4", INVESTOR | {"investment.place_kind": "urban_core"}),
        ("QZF-4", "QZD-5", HERO | IN_CORE),
    ],
)
def test_families_of_talents_and_investors_come_along_only_in_the_final(
    final: str, draft: str, person: dict[str, object]
) -> None:
    """L11."""
    assert ask(FINAL, person, {"s": SPOUSE}, channel=final).outcome == "eligible"
    judged = ask(DRAFT, person, {"s": SPOUSE}, channel=draft)
    assert judged.outcome == "partial"
    assert judged.companion("s").verdict.findings[0].condition == "本途径未规定随迁家属"


def test_free_moves_inside_the_county_by_dwelling_kin_or_a_years_lease() -> None:
    """L12."""
    here = Destination(division="330802001")
    local: dict[str, object] = {"person.hukou_place": "330802999001"}
    owner = local | {"dwelling.tenure": "owned"}
    kin = local | {"relation.joins_relative": True, "residence.proof": True}
    tenant = local | {
        "dwelling.tenure": "leased",
        "dwelling.private_rental": True,
        "dwelling.lease_months_total": 12,
        "residence.proof": True,
    }
    for mover in (owner, kin, tenant):
        assert of_channel(DRAFT, "QZD-6", facts=mover, destination=here) == "eligible"
    elsewhere = owner | {"person.hukou_place": "330803"}
    assert of_channel(DRAFT, "QZD-6", facts=elsewhere, destination=here) == "not_eligible"
    assert ask(DRAFT, owner, channel="QZD-6").channel("QZD-6").verdict.missing == ("destination",)


def test_people_of_the_same_province_move_freely() -> None:
    """L13."""
    settled = {"dwelling.legal_and_stable": True}
    assert (
        of_channel(FINAL, "QZF-6", facts=settled | {"person.hukou_place": "330106"}) == "eligible"
    )
    outside = settled | {"person.hukou_place": "310101"}
    assert of_channel(FINAL, "QZF-6", facts=outside) == "not_eligible"


@pytest.mark.parametrize("violation", [True, False, None])
def test_family_planning_is_kept_and_shown_but_never_asked(violation: bool | None) -> None:
    """L14: the draft's own decoupling clause, and national law, forbid the condition."""
    judged = ask(DRAFT, WORKER | {"conduct.family_planning_violation": violation}, channel="QZD-7")
    channel = judged.channel("QZD-7")
    assert judged.outcome == "eligible"
    assert [each["fact"] for each in channel.set_aside] == ["conduct.family_planning_violation"]
    assert "conduct.family_planning_violation" not in [f.fact for f in channel.verdict.findings]


@pytest.mark.parametrize(
    "fact", ["residence.months_continuous", "employment.months", "insurance.social_months"]
)
def test_outside_workers_need_a_year_of_each(fact: str) -> None:
    """L14."""
    judged = ask(DRAFT, WORKER | {fact: 11}, channel="QZD-7")
    assert judged.outcome == "not_eligible"
    assert judged.channel("QZD-7").verdict.met_on == date(2018, 4, 1)


@pytest.mark.parametrize("place", ["insured", "residence"])
def test_a_year_of_urban_insurance_settles_where_the_applicant_chooses(place: str) -> None:
    """L15."""
    insured = {"insurance.scheme": "urban_employee", "insurance.social_months": 12}
    judged = ask(
        SHIXING,
        insured,
        on=date(2019, 5, 1),
        mode="decide",
        channel="SX-2",
        destination=Destination("440222", place),
    )
    assert judged.outcome == "eligible"
    assert judged.channel("SX-2").place == place


@pytest.mark.parametrize("lapsed", ["insurance.social_active", "insurance.medical_active"])
def test_a_dwelling_settles_in_shixing_with_both_insurances(lapsed: str) -> None:
    """L16."""
    resident = OWNER | {"insurance.social_active": True, "insurance.medical_active": True}
    assert of_channel(SHIXING, "SX-1", facts=resident) == "eligible"
    assert of_channel(SHIXING, "SX-1", facts=resident | {lapsed: False}) == "not_eligible"


def test_students_come_and_go_and_the_final_asks_for_a_school_of_the_province() -> None:
    """L17."""
    rural = {"student.rural_origin": True, "student.admitted": True}
    assert of_channel(JIANGMEN, "JM-1", facts=rural) == "eligible"
    assert of_channel(SHIXING, "SX-4", facts=rural) == "eligible"
    assert of_channel(DRAFT, "QZD-8", facts={"student.admitted": True}) == "eligible"
    local: dict[str, object] = {
        "person.hukou_place": "330822",
        "student.admitted_in_province": True,
    }
    assert of_channel(FINAL, "QZF-7", facts=local) == "eligible"
    away = local | {"student.admitted_in_province": False}
    assert of_channel(FINAL, "QZF-7", facts=away) == "not_eligible"


def test_jiangmen_rental_and_the_owners_wider_kin_wait_for_an_officer() -> None:
    """L06: the text lowers the years and widens the kin, and says by how much of neither."""
    tenant = {"dwelling.tenure": "leased", "dwelling.legal_and_stable": True}
    judged = ask(JIANGMEN, tenant, channel="JM-10", mode="decide", on=date(2018, 6, 1))
    assert judged.outcome == "review"
    assert any("就业年限" in each.reason for each in judged.channel("JM-10").verdict.review)

    grandmother = {"relation.kind": "grandparent"}
    kin = ask(JIANGMEN, grandmother, channel="JM-9", mode="decide", on=date(2018, 6, 1))
    assert kin.outcome == "review"
    assert [each.id for each in kin.channel("JM-9").verdict.review] == ["A-JM-4"]
