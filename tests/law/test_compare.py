"""Draft beside final (L28): who gains, who loses, and the clause that decides."""

from collections.abc import Mapping
from typing import Any

from applications.county.compared import NO_GROUND
from hukou.law import Change, Destination, Outcome, Standing, beside, load_law, standings
from tests.law.people import FAMILY, MOTHER, OWNER, SON, SPOUSE, ask

DRAFT, FINAL = "qz-draft-2017", "qz-final-2017"
KECHENG = Destination("330802")
WITHOUT: dict[str, object] = {
    **NO_GROUND,
    "person.hukou_place": "360700",
    "residence.months_continuous": 1,
    "employment.months": 1,
    "insurance.social_months": 1,
    "investment.place_kind": "urban_core",
    "investment.role": "legal_representative",
}
Beside = Mapping[str, tuple[Standing, Standing, Change]]


def compared(
    applicant: Mapping[str, object],
    companions: Mapping[str, Mapping[str, object]] | None = None,
    former: str = DRAFT,
    following: str = FINAL,
) -> Beside:
    known = load_law().regulations
    one, other = (
        standings(known[name], ask(name, applicant, companions, destination=KECHENG))
        for name in (former, following)
    )
    return beside(one, other)


def outcomes(told: tuple[Standing, Standing, Change]) -> tuple[Any, ...]:
    return told[0].outcome, told[1].outcome, told[2]


def clauses(told: tuple[Standing, Standing, Change]) -> tuple[str, ...]:
    return tuple(each.cite.clause if each.cite else "" for each in told[:2])


def test_a_mother_of_52_is_gained_by_the_final_text_with_both_clauses() -> None:
    told = compared({**OWNER, "dwelling.area_m2": "90"}, {"mother": MOTHER})

    assert outcomes(told["mother"]) == (Outcome.NOT_ELIGIBLE, Outcome.ELIGIBLE, Change.GAINED)
    assert clauses(told["mother"]) == (
        "二（一）2 放开亲属投靠落户",
        "对有合法稳定住所者全面放开落户限制",
    )
    assert told[""][2] is Change.UNCHANGED


def test_the_other_way_round_the_mother_is_lost() -> None:
    told = compared(OWNER, {"mother": MOTHER}, FINAL, DRAFT)

    assert outcomes(told["mother"]) == (Outcome.ELIGIBLE, Outcome.NOT_ELIGIBLE, Change.LOST)


def test_a_mother_of_55_is_nobodys_loss() -> None:
    told = compared({**OWNER, "dwelling.area_m2": "90"}, {"mother": MOTHER | {"person.age": 55}})

    assert told["mother"][2] is Change.UNCHANGED


def test_the_fourth_person_in_60_square_metres_is_kept_out_by_the_cap() -> None:
    children = {"son": SON, "other": SON}
    told = compared({**OWNER, "dwelling.area_m2": "60.00"}, {"spouse": SPOUSE, **children})

    assert [name for name, each in told.items() if each[2] is Change.GAINED] == ["other"]
    assert clauses(told["other"])[0] == "二（一）2 放开亲属投靠落户"


def test_while_the_area_is_unknown_the_fourth_person_waits_for_evidence() -> None:
    told = compared(OWNER, {"spouse": SPOUSE, "son": SON, "other": SON})

    assert told["other"][0].outcome is Outcome.EVIDENCE
    assert told["son"][0].outcome is Outcome.ELIGIBLE


def test_nobody_settles_with_somebody_who_does_not() -> None:
    told = compared(WITHOUT | {"education.level": "bachelor"}, {"spouse": SPOUSE})

    assert told["spouse"][0].outcome is told[""][0].outcome is Outcome.NOT_ELIGIBLE
    assert told["spouse"][0].cite == told[""][0].cite


def test_whoever_is_refused_is_told_the_clause_of_the_channel_they_come_nearest_to() -> None:
    told = compared(
        WITHOUT | {"investment.amount_yuan": "99999.99", "employment.place_kind": "other"}
    )

    assert told[""][0].channel == "QZD-4"
    assert clauses(told[""])[0] == "二（一）4 放宽投资人员落户条件"


def test_a_text_that_sends_to_an_officer_changes_and_neither_gains_nor_loses() -> None:
    worker = {
        "person.hukou_place": "360700",
        "residence.months_continuous": 12,
        "employment.months": 12,
        "insurance.social_months": 12,
        "conduct.criminal_record": False,
    }
    told = compared(worker, None, FINAL, DRAFT)

    assert outcomes(told[""]) == (Outcome.REVIEW, Outcome.ELIGIBLE, Change.GAINED)


def test_everybody_of_a_family_is_told_once_in_its_order() -> None:
    assert list(compared(OWNER, FAMILY)) == ["", "spouse", "son", "daughter", "mother"]
