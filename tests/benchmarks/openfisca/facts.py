"""The facts that `qz-final-2017` asks, as input variables of OpenFisca.

A yes-or-no fact is 0 no, 1 unknown, 2 yes; a number is -1 while unknown; a place is the first six
digits of its code, which is as far as this text looks.
"""

from entities import Person
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

YES_NO = (
    "dwelling.legal_and_stable", "host.has_legal_stable_residence", "relation.cohabits",
    "relation.joins_relative", "person.married", "person.has_income_source",
    "insurance.social_active", "student.admitted", "student.admitted_in_province",
    "talent.shortage_recognition", "education.recent_graduate", "title.shortage_trade",
    "education.returned_overseas", "investment.enterprise_established",
)  # fmt: skip
COUNTS = (
    "dwelling.lease_months_total", "person.age", "residence.months_continuous",
    "employment.months", "insurance.social_months",
)  # fmt: skip
AMOUNTS = ("investment.amount_yuan",)
PLACES = ("person.hukou_place",)
CHOICES = {
    "dwelling.location_kind": "county_seat_town street other_jianzhi_town village urban_core",
    "dwelling.tenure": "owned leased public_rental employer_dormitory relative_home none",
    "relation.kind": "spouse child parent grandparent grandchild sibling other",
    "relation.custody_consent": "both_guardians one_guardian disputed",
    "education.level": (
        "below_college senior_secondary vocational junior_college bachelor master doctor"
    ),
    "title.professional_grade": "none junior intermediate senior",
    "title.skill_grade": (
        "none level5 level4 level3_senior_worker level2_technician level1_senior_technician"
    ),
    "expert.level": "none county city provincial national",
    "residence.place_kind": "urban_core town village other",
    "employment.place_kind": "urban_core town other",
    "investment.role": "legal_representative middle_or_higher_manager technical_staff other",
    "honour.level": "none town county city provincial national",
    "honour.kind": "labour_model outstanding_migrant_worker brave_act other",
    "principal.channel": "QZF_1 QZF_2 QZF_3 QZF_4 QZF_5 QZF_6 QZF_7 other",
}
EVERY = (*YES_NO, *COUNTS, *AMOUNTS, *PLACES, *CHOICES)


def variable_of(fact):
    return fact.replace(".", "_")


def inputs():
    """Return a class of input variable for each fact."""
    for fact in YES_NO:
        yield _variable(fact, value_type=int, default_value=1)
    for fact in (*COUNTS, *PLACES):
        yield _variable(fact, value_type=int, default_value=-1)
    for fact in AMOUNTS:
        yield _variable(fact, value_type=float, default_value=-1.0)
    for fact, values in CHOICES.items():
        kinds = Enum(variable_of(fact), {each: each for each in ("unknown", *values.split())})
        yield _variable(
            fact, value_type=Enum, possible_values=kinds, default_value=kinds["unknown"]
        )


def _variable(fact, **of_type):
    body = {"entity": Person, "definition_period": DateUnit.MONTH, "label": fact, **of_type}
    return type(variable_of(fact), (Variable,), body)


def told(fact, value):
    """Return a known value of ours as OpenFisca takes it."""
    if fact in YES_NO:
        return 2 if value else 0
    if fact in PLACES:
        return int(value[:6])
    if fact in AMOUNTS:
        return float(value)
    if fact == "principal.channel":
        name = value.replace("-", "_")
        return name if name in CHOICES[fact].split() else "other"
    return value
