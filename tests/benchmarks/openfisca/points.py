"""`gz-points-2023` in arrays: the lines once each, for OpenFisca's variables and for plain numpy.

`of(name)` is the array of a column. A yes-or-no is 0 no, 1 unknown, 2 yes; a choice is 0 while it
is unknown, then its place among its values from 1; a number that is unknown is 0, an age -1. Lists
are columns of their own, as neither knows lists. Points are floating-point numbers where a patent
is shared, which is what one gets here.
"""

import numpy as np
from entities import Family, Person
from openfisca_core.periods import DateUnit
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

INVENTORS = ("inventors_1", "inventors_2", "inventors_3")
HOURS = ("hours_1", "hours_2", "hours_3", "hours_4", "hours_5")
AMOUNTS = ("tax_income_3y_yuan", "tax_enterprise_3y_yuan", *HOURS)
INSURANCES = ("pension", "medical", "unemployment", "injury", "maternity")
OWNED, LEASED, DORMITORY = 1, 2, 4
VOCATIONAL, COLLEGE, BACHELOR = 3, 4, 5
SECONDARY, YES = 2, 2


def years(of, fact, less=None):
    months = of(fact) if less is None else np.maximum(of(fact) - of(less), 0)
    return months // 12


def insured(name):
    months = f"insurance_{name}_months"
    return lambda of: years(of, months, f"insurance_{name}_backpaid_months") * 2


def housing_fund(of):
    return years(of, "housing_fund_months", "housing_fund_transferred_months") * 2


def dwelling(of):
    tenure = of("dwelling_tenure")
    rented = np.minimum(years(of, "dwelling_lease_months_total") * 5, 20)
    leased = (tenure >= LEASED) & (tenure <= DORMITORY)
    return np.where(tenure == OWNED, 20, np.where(leased, rented, 0))


def age(of):
    aged = of("person_age")
    falling = np.maximum(30 - (aged - 40) * 2, 0)
    return np.where(aged < 18, 0, np.where(aged <= 40, 30, falling))


def education(of):
    level = of("education_level")
    low = np.where((level == SECONDARY) | (level == VOCATIONAL), 10, 0)
    return np.where(level >= BACHELOR, 30, np.where(level == COLLEGE, 20, low))


def patents(of):
    shares = sum(
        np.where(number > 0, 20.0 / np.maximum(number, 1), 0.0) for number in map(of, INVENTORS)
    )
    return np.minimum(shares, 40)


def hardship(of):
    longer = np.minimum(years(of, "trade_hardship_months") * 5, 20)
    return np.where(of("trade_hardship") == YES, 10 + longer, 0)


def volunteering(of):
    return np.minimum(sum(np.where(hours >= 50, 2, 0) for hours in map(of, HOURS)), 10)


def income_tax(of):
    paid = of("tax_income_3y_yuan")
    return np.where(paid >= 60000, 12, np.where(paid >= 30000, 8, np.where(paid >= 10000, 4, 0)))


def enterprise_tax(of):
    paid = of("tax_enterprise_3y_yuan")
    return np.where(paid >= 200000, 12, np.where(paid >= 100000, 8, np.where(paid >= 50000, 4, 0)))


def awards(of):
    return (
        of("award_central") * 30
        + of("award_provincial") * 20
        + of("award_city") * 10
        + of("award_district") * 5
    )


def military(of):
    found = of("award_military_honour") * 30
    for fact, first, then in (("first", 20, 5), ("second", 10, 2), ("third", 5, 1)):
        number = of(f"award_military_{fact}")
        found = found + np.where(number > 0, first + (number - 1) * then, 0)
    return found


def told(fact, points):
    return lambda of: np.where(of(fact) == YES, points, 0)


def less(fact, already):
    return lambda of: np.maximum(of(fact) - of(already), 0) * -10


BASE = {
    "permit": lambda of: years(of, "permit_months") * 8,
    "dwelling": dwelling,
    "outside_core": lambda of: np.minimum(years(of, "residence_months_outside_core") * 2, 10),
    **{name: insured(name) for name in INSURANCES},
    "housing_fund": housing_fund,
    "age": age,
}
BONUS = {
    "education": education,
    "patents": patents,
    "high_tech": lambda of: np.minimum(years(of, "innovation_high_tech_months") * 2, 10),
    "trade": told("skill_in_catalogue", 10),
    "hardship": hardship,
    "blood": lambda of: np.minimum(of("service_blood_donations") * 2, 10),
    "volunteering": volunteering,
    "income_tax": income_tax,
    "tax_filed": told("tax_income_filed_each_of_3y", 4),
    "tax_settled": told("tax_income_settled_last_year", 2),
    "enterprise_tax": enterprise_tax,
    "awards": awards,
    "military": military,
    "bad_credit": lambda of: of("conduct_bad_credit_records") * -10,
    "tax_evasion": less("conduct_tax_evasions_5y", "conduct_evasions_in_credit"),
    "police_penalty": less("conduct_police_penalties_5y", "conduct_penalties_in_credit"),
}


def ranking(of):
    return sum(of(f"line_{name}") for name in BASE)


def total(of):
    return of("ranking") + sum(of(f"line_{name}") for name in BONUS)


def qualified(of):
    """Return 0 no, 1 unknown, 2 yes."""
    conditions = (of("employment_legal_stable"), of("permit_guangdong_valid_in_guangzhou"))
    others = np.minimum(np.minimum(*conditions), 2 - of("conduct_criminal_penalty_5y"))
    others = np.where(of("insurance_social_months") >= 48, others, 0)
    aged = of("person_age")
    in_doubt = (aged < 0) | (aged == 46)
    allowed = np.where(in_doubt, 1, np.where(aged <= 45, 2, 0))
    # The total is a sum of 32-bit floats: 149.99998 is meant to be 150.
    return np.where(of("total") < 150 - 0.001, 0, np.minimum(allowed, others))


FORMULAS = {
    **{f"line_{name}": (line, name == "patents") for name, line in (BASE | BONUS).items()},
    "ranking": (ranking, False),
    "total": (total, True),
    "qualified": (qualified, False),
}
"""Each formula, and whether it comes to a fraction."""
ASKED = ("ranking", "total", "qualified")


def system(columns):
    """Return the scheme as a tax-benefit system over these columns."""
    found = TaxBenefitSystem([Person, Family])
    for name in columns:
        kind, otherwise = (float, 0.0) if name in AMOUNTS else (int, 0)
        unknown = -1 if name == "person_age" else otherwise
        found.add_variable(variable(name, value_type=kind, default_value=unknown))
    for name, (line, fraction) in FORMULAS.items():
        kind = float if fraction else int
        found.add_variable(variable(name, value_type=kind, formula=formula(line)))
    return found


def formula(line):
    return lambda person, period: line(lambda name: person(name, period))


def variable(name, **body):
    return type(name, (Variable,), {"entity": Person, "definition_period": DateUnit.MONTH, **body})


def by_numpy(columns):
    """Return every answer from arrays in memory, without OpenFisca."""
    found = {}

    def of(name):
        return columns[name] if name in columns else found[name]

    for name, (line, _) in FORMULAS.items():
        found[name] = line(of)
    return {name: found[name] for name in ASKED}
