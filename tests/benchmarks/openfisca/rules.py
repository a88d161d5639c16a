"""`qz-final-2017` as a tax-benefit system of OpenFisca: formulas over arrays of people.

The same channels, companions, doubts and choice of channel as the pack; without clauses, findings
or what is missing, which OpenFisca does not tell. Outcomes are ranked, best first: 0 eligible,
1 partial, 3 review, 4 evidence, 5 not eligible; 9 where a channel is not tried.
"""

import numpy as np
from entities import Family, Person
from facts import inputs
from openfisca_core.periods import DateUnit
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable
from truths import FALSE, TRUE, UNKNOWN, among, at_least, both, is_not, not_below, one_of

ELIGIBLE, PARTIAL, REVIEW, EVIDENCE, REFUSED, UNTRIED = 0, 1, 3, 4, 5, 9
TOGETHER = (1, 2, 3, 4, 5)
"""The channels by which those living together come along; by 6 and 7 the text is silent."""


def decided(truth, accepted, *unmet):
    """Return the outcome: `accepted` where met, else as the doubts say, else asked or refused.

    A doubt is for whom it speaks, when it helps, and what it comes to.
    """
    still_open = truth == UNKNOWN
    for whom, when, _ in unmet:
        still_open |= (whom == TRUE) & (when == UNKNOWN)
    outcome = np.where(still_open, EVIDENCE, REFUSED)
    for whom, when, said in reversed(unmet):
        outcome = np.where((whom == TRUE) & (when == TRUE), said, outcome)
    return np.where(truth == TRUE, accepted, outcome)


def reviewed(*doubts):
    return np.where(one_of(*doubts) == TRUE, REVIEW, ELIGIBLE)


FORMULAS = []


def of(entity):
    """Make a variable of a formula: OpenFisca wants a class with everything in it."""

    def declare(formula):
        body = {
            "entity": entity,
            "value_type": int,
            "definition_period": DateUnit.MONTH,
            "formula": formula,
        }
        FORMULAS.append(type(formula.__name__, (Variable,), body))
        return formula

    return declare


@of(Person)
def child(person, period):
    return among(person("relation_kind", period), "child")


@of(Person)
def one_of_the_family(person, period):
    kind = person("relation_kind", period)
    minor = is_not(at_least(person("person_age", period), 18))
    depends = both(
        is_not(person("person_married", period)),
        is_not(person("person_has_income_source", period)),
    )
    ways = one_of(
        among(kind, "spouse", "parent"),
        both(person("child", period), one_of(minor, depends)),
    )
    return both(person("relation_cohabits", period), ways)


@of(Person)
def custody_or_income_in_doubt(person, period):
    is_child = person("child", period)
    disputed = among(person("relation_custody_consent", period), "disputed")
    grown = at_least(person("person_age", period), 18)
    earns = person("insurance_social_active", period)
    return one_of(both(is_child, disputed), both(is_child, grown, earns))


@of(Person)
def student_of_the_family(person, period):
    return both(
        person("child", period),
        person("relation_cohabits", period),
        person("student_admitted", period),
    )


@of(Person)
def along(person, period):
    """A companion, by the channels for those living together."""
    kind = person("relation_kind", period)
    belongs = among(kind, "spouse", "child", "parent")
    minor = is_not(at_least(person("person_age", period), 18))
    depends = both(
        is_not(person("person_married", period)),
        is_not(person("person_has_income_source", period)),
    )
    is_child = person("child", period)
    way = np.where(is_child == TRUE, one_of(minor, depends), TRUE)
    truth = both(belongs, person("relation_cohabits", period), way)
    accepted = reviewed(person("custody_or_income_in_doubt", period))
    single = is_not(person("person_married", period))
    student = (person("student_of_the_family", period), single, ELIGIBLE)
    return decided(truth, accepted, student)


@of(Person)
def by_channel_1(person, period):
    tenure = person("dwelling_tenure", period)
    place = person("dwelling_location_kind", period)
    truth = both(
        among(place, "county_seat_town", "street", "other_jianzhi_town", "urban_core"),
        among(tenure, "owned", "leased", "public_rental"),
        person("dwelling_legal_and_stable", period),
    )
    short = is_not(at_least(person("dwelling_lease_months_total", period), 1))
    accepted = reviewed(both(among(tenure, "leased"), short))
    later = among(person("principal_channel", period), "QZF_1")
    gone = both(later, is_not(person("host_has_legal_stable_residence", period)))
    family = person("one_of_the_family", period)
    return decided(truth, accepted, (gone, family, REVIEW), (later, family, ELIGIBLE))


@of(Person)
def by_channel_2(person, period):
    level = person("education_level", period)
    recognised = person("talent_shortage_recognition", period)
    lacking = one_of(
        person("education_recent_graduate", period),
        person("title_shortage_trade", period),
        person("education_returned_overseas", period),
    )
    titled = not_below(person("title_professional_grade", period), "junior")
    skill = person("title_skill_grade", period)
    truth = one_of(
        both(not_below(level, "junior_college"), titled),
        among(skill, "level2_technician", "level1_senior_technician"),
        not_below(level, "bachelor"),
        among(person("expert_level", period), "provincial", "national"),
        both(recognised, lacking),
    )
    away = both(
        among(person("residence_place_kind", period), "village", "other"),
        among(person("employment_place_kind", period), "other"),
    )
    return decided(truth, reviewed(away), (lacking, is_not(recognised), REVIEW))


@of(Person)
def by_channel_3(person, period):
    truth = both(
        person("investment_enterprise_established", period),
        at_least(person("investment_amount_yuan", period), 100000),
        among(
            person("investment_role", period),
            "legal_representative", "middle_or_higher_manager", "technical_staff",
        ),
    )  # fmt: skip
    return decided(truth, ELIGIBLE)


@of(Person)
def by_channel_4(person, period):
    kind = person("honour_kind", period)
    high = not_below(person("honour_level", period), "county")
    listed = among(kind, "labour_model", "outstanding_migrant_worker", "brave_act")
    return decided(both(high, listed), ELIGIBLE, (among(kind, "other"), high, REVIEW))


@of(Person)
def by_channel_5(person, period):
    principal = person("principal_channel", period)
    family = person("one_of_the_family", period)
    truth = both(among(principal, "QZF_2", "QZF_3", "QZF_4"), family)
    accepted = reviewed(person("custody_or_income_in_doubt", period))
    single = is_not(person("person_married", period))
    student = (person("student_of_the_family", period), single, ELIGIBLE)
    tried = principal.view(np.ndarray) != 0
    return np.where(tried, decided(truth, accepted, student), UNTRIED)


@of(Person)
def by_channel_6(person, period):
    place = person("person_hukou_place", period)
    inside = np.where(place < 0, UNKNOWN, np.where(place // 10000 == 33, TRUE, FALSE))
    stable = person("dwelling_legal_and_stable", period)
    joins = (person("relation_joins_relative", period), inside, ELIGIBLE)
    return decided(both(inside, stable), ELIGIBLE, joins, (is_not(stable), inside, REVIEW))


@of(Person)
def of_this_city(person, period):
    place = person("person_hukou_place", period)
    coarse = (place < 0) | (place == 330000)
    return np.where(coarse, UNKNOWN, np.where(place // 100 == 3308, TRUE, FALSE))


@of(Person)
def by_channel_7(person, period):
    admitted = person("student_admitted_in_province", period)
    return decided(both(person("of_this_city", period), admitted), ELIGIBLE)


@of(Person)
def works_here(person, period):
    return both(
        at_least(person("residence_months_continuous", period), 12),
        at_least(person("employment_months", period), 12),
        at_least(person("insurance_social_months", period), 12),
    )


@of(Family)
def own(family, period):
    outcomes = [family.applicant(f"by_channel_{at}", period) for at in range(1, 8)]
    return np.minimum.reduce(outcomes)


@of(Family)
def living_along(family, period):
    return family.sum(family.members("along", period), role=Family.COMPANION)


@of(Family)
def basis(family, period):
    """The channel that serves the whole family best, the first of equals."""
    best = family("own", period)
    living = family("living_along", period)
    silent = REVIEW * family.nb_persons(role=Family.COMPANION)
    found, least = np.zeros(family.count, int), np.full(family.count, 10**6)
    for at in range(1, 8):
        together = living if at in TOGETHER else silent
        better = (family.applicant(f"by_channel_{at}", period) == best) & (together < least)
        found = np.where(better, at, found)
        least = np.where(better, together, least)
    return found


@of(Family)
def outcome(family, period):
    best, chosen = family("own", period), family("basis", period)
    elsewhere = is_not(family.applicant("of_this_city", period)) == TRUE
    works = family.applicant("works_here", period)
    may = (works == TRUE) | ((works == UNKNOWN) & (best == REFUSED))
    opened = (best > REVIEW) & elsewhere & may
    living = family("living_along", period)
    silent = family.nb_persons(role=Family.COMPANION)
    together = np.where(np.isin(chosen, TOGETHER), living, silent)
    settled = np.where(together == 0, ELIGIBLE, PARTIAL)
    return np.where(opened, REVIEW, np.where(best == ELIGIBLE, settled, best))


@of(Person)
def as_companion(person, period):
    """What a companion comes to by the channel chosen."""
    chosen = person.family("basis", period)
    return np.where(np.isin(chosen, TOGETHER), person("along", period), REVIEW)


ASKED = (*(f"by_channel_{at}" for at in range(1, 8)), "basis", "outcome", "as_companion")


def system():
    """Return the tax-benefit system."""
    found = TaxBenefitSystem([Person, Family])
    found.add_variables(*inputs(), *FORMULAS)
    return found
