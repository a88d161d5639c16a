"""Permit holders of a large city, drawn in SQL: a typed row each, as evidence of `gz-points-2023`.

Plausible rather than even: most have no patent, no award and no penalty, months grow together, and
of every tenth person something is unknown. At most three patents and five years of volunteering, so
that they can also be written as columns for those who know no lists.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import connection

from hukou.law import Facts, Kind, load_law, parse_facts
from hukou.law.facts import AGE_FROM_NEXT_DAY
from hukou.law.points.scheme import Scheme
from hukou.law.setwise import Scoring, select

ON: Final = date(2025, 10, 20)
SCHEME: Final = "gz-points-2023"
SEEN: Final = "random() < 0.9"
"""How often a fact of which little is known is known."""


INCOME: Final = "(random() * random() * 150000)::numeric(12, 2)"


def scheme() -> Scheme:
    return load_law().schemes.by_id[SCHEME]


def _months(share: float) -> str:
    """Return months of an insurance: a share of the years here, sometimes more or less."""
    return f"least(1200, greatest(0, (stay * {share} + random() * 40 - 20)::int))"


def _rarely(of_all: float, value: str, otherwise: str = "0") -> str:
    return f"case when random() < {of_all} then {value} else {otherwise} end"


DRAWN: Final = {
    "employment.legal_stable": _rarely(0.97, "true", "false"),
    "skill.in_catalogue": _rarely(0.1, "true", "false"),
    "conduct.criminal_penalty_5y": f"case when {SEEN} then random() < 0.01 end",
    "permit.guangdong_valid_in_guangzhou": _rarely(0.97, "true", "false"),
    "trade.hardship": _rarely(0.03, "true", "false"),
    "tax.income_filed_each_of_3y": "random() < 0.5",
    "tax.income_settled_last_year": f"case when {SEEN} then random() < 0.6 end",
    "dwelling.tenure": f"case when {SEEN} then (random() * 5)::int end",
    "dwelling.lease_months_total": f"case when {SEEN} then least(1200, (stay * random())::int) end",
    "residence.months_outside_core": _rarely(0.3, "least(1200, (stay * random())::int)"),
    "insurance.social_months": _months(0.9),
    "insurance.pension_months": _months(0.9),
    "insurance.medical_months": _months(0.95),
    "insurance.unemployment_months": _months(0.8),
    "insurance.injury_months": _months(0.8),
    "insurance.maternity_months": _months(0.7),
    "insurance.pension_backpaid_months": f"{_rarely(0.2, '(random() * 30)::int', 'null')}",
    "insurance.medical_backpaid_months": f"{_rarely(0.2, '(random() * 30)::int', 'null')}",
    "insurance.unemployment_backpaid_months": f"{_rarely(0.1, '(random() * 9)::int', 'null')}",
    "insurance.injury_backpaid_months": f"{_rarely(0.1, '(random() * 9)::int', 'null')}",
    "insurance.maternity_backpaid_months": f"{_rarely(0.1, '(random() * 9)::int', 'null')}",
    "housing_fund.months": _months(0.6),
    "housing_fund.transferred_months": f"{_rarely(0.1, '(random() * 30)::int', 'null')}",
    "education.level": f"case when {SEEN} then (random() * 6)::int end",
    "conduct.bad_credit_records": _rarely(0.01, "1 + (random() * 2)::int"),
    "conduct.tax_evasions_5y": _rarely(0.005, "1"),
    "conduct.evasions_in_credit": _rarely(0.003, "1"),
    "conduct.police_penalties_5y": _rarely(0.01, "1 + (random() * 2)::int"),
    "conduct.penalties_in_credit": _rarely(0.005, "1"),
    "person.age": "aged",
    "person.age@next_day": "aged",
    "permit.months": "stay",
    "permit.continuous_months": "least(stay, (stay * (0.5 + random()))::int)",
    "innovation.high_tech_months": _rarely(0.1, "least(1200, (stay * random())::int)"),
    "trade.hardship_months": _rarely(0.05, "least(1200, (stay * random())::int)"),
    "service.blood_donations": _rarely(0.1, "(random() * 8)::int"),
    "award.central": _rarely(0.0005, "1"),
    "award.provincial": _rarely(0.002, "1"),
    "award.city": _rarely(0.005, "1 + (random() * 2)::int"),
    "award.district": _rarely(0.01, "1 + (random() * 3)::int"),
    "award.military_honour": _rarely(0.0005, "1"),
    "award.military_first": _rarely(0.001, "1 + (random() * 2)::int"),
    "award.military_second": _rarely(0.002, "1 + (random() * 2)::int"),
    "award.military_third": _rarely(0.01, "1 + (random() * 3)::int"),
    "person.birth_date": "null::date",
    "tax.income_3y_yuan": f"case when {SEEN} then {INCOME} end",
    "tax.enterprise_3y_yuan": _rarely(0.05, "(random() * 400000)::numeric(12, 2)"),
    "innovation.patent_inventors": _rarely(
        0.03,
        "case (random() * 2)::int when 0 then array[inventors] when 1 then array[inventors, 3]"
        " else array[inventors, 2, 7] end",
        "array[]::int[]",
    ),
    "service.volunteer_hours_by_year": _rarely(
        0.15,
        "array[hours, hours + 12.5, 50, 49.99, hours * 2]::numeric(6, 2)[]",
        "array[]::numeric[]",
    ),
}
"""How each fact is drawn, from the months of stay and the age of the person."""


def draw(table: str, scoring: Scoring, number: int, *, seed: float = 0.2025) -> None:
    """Fill a table of evidence with so many people, the same for the same seed."""
    keys = [each.key for each in scoring.population.columns]
    if missing := set(keys) - set(DRAWN):
        raise KeyError(f"say how {min(missing)} is drawn")
    columns = ", ".join(f'"{key}"' for key in keys)
    drawn = ", ".join(DRAWN[key] for key in keys)
    person = (
        "number",
        "(random() * random() * 240)::int as stay",
        "18 + (random() * 34)::int as aged",
        "1 + (random() * 9)::int as inventors",
        "(random() * 120)::numeric(6, 2) as hours",
    )
    people = select(person, f"generate_series(1, {number}) as number", end=" offset '0'")
    with connection.cursor() as cursor:
        cursor.execute("select setseed(%s)", [seed])
        cursor.execute(
            f"insert into {table} (family, party, {columns})"  # noqa: S608 - of the pack
            f" select number, 0, {drawn} from ({people}) drawn"
        )
        cursor.execute(f"analyze {table}")


def facts_in(table: str, scoring: Scoring, number: int) -> Iterator[tuple[int, Facts]]:
    """Yield the first people of a table with their facts, as anybody would tell them."""
    vocabulary = scoring.vocabulary
    keys = [each.key for each in scoring.population.columns if each.key != AGE_FROM_NEXT_DAY]
    columns = ["family", *(f'"{key}"' for key in keys)]
    with connection.cursor() as cursor:
        cursor.execute(select(columns, table, f"family <= {number}", " order by family"))
        for person, *values in cursor.fetchall():
            told = {
                key: _told(vocabulary[key].kind, vocabulary[key].values, value)
                for key, value in zip(keys, values, strict=True)
                if value is not None
            }
            yield person, parse_facts(told, on=ON)


def _told(kind: Kind, values: tuple[str, ...], value: Any) -> Any:  # noqa: ANN401 - of many kinds
    if kind is Kind.ENUM:
        return values[value]
    return Decimal(value) if kind is Kind.DECIMAL else value
