"""`gz-points-2023` written out by hand in SQL: the yardstick of the set-based scores and ranks.

The same wide table, the same answers, as somebody would write them who knows the table: no packs,
no clauses, no units that follow from the data. Shares are whole 2,520ths here, because nobody in
the benchmark shares a patent with more than nine others, and lists are written out, because none
is longer: a query within the query would keep the statement to one process.
"""

from typing import Final

BASE: Final = """
    coalesce("permit.months" / 12 * 8, 0)
    + case when "dwelling.tenure" = 0 then 20
           when "dwelling.tenure" in (1, 2, 3)
           then least(coalesce("dwelling.lease_months_total" / 12 * 5, 0), 20) else 0 end
    + least(coalesce("residence.months_outside_core" / 12 * 2, 0), 10)
    + greatest("insurance.pension_months" - coalesce("insurance.pension_backpaid_months", 0), 0)
      / 12 * 2
    + greatest("insurance.medical_months" - coalesce("insurance.medical_backpaid_months", 0), 0)
      / 12 * 2
    + greatest("insurance.unemployment_months"
               - coalesce("insurance.unemployment_backpaid_months", 0), 0) / 12 * 2
    + greatest("insurance.injury_months" - coalesce("insurance.injury_backpaid_months", 0), 0)
      / 12 * 2
    + greatest("insurance.maternity_months" - coalesce("insurance.maternity_backpaid_months", 0), 0)
      / 12 * 2
    + greatest("housing_fund.months" - coalesce("housing_fund.transferred_months", 0), 0) / 12 * 2
    + case when "person.age" between 18 and 40 then 30
           when "person.age" > 40 then greatest(30 - ("person.age" - 40) * 2, 0) else 0 end"""
SHARES: Final = """
    least(coalesce(50400 / "innovation.patent_inventors"[1], 0)
          + coalesce(50400 / "innovation.patent_inventors"[2], 0)
          + coalesce(50400 / "innovation.patent_inventors"[3], 0), 100800)"""
BONUS: Final = """
    case when "education.level" >= 4 then 30 when "education.level" = 3 then 20
         when "education.level" in (1, 2) then 10 else 0 end
    + least(coalesce("innovation.high_tech_months" / 12 * 2, 0), 10)
    + case when "skill.in_catalogue" then 10 else 0 end
    + case when "trade.hardship"
           then 10 + least(coalesce("trade.hardship_months" / 12 * 5, 0), 20) else 0 end
    + least(coalesce("service.blood_donations" * 2, 0), 10)
    + case when "service.volunteer_hours_by_year"[1] >= 50 then 2 else 0 end
    + case when "service.volunteer_hours_by_year"[2] >= 50 then 2 else 0 end
    + case when "service.volunteer_hours_by_year"[3] >= 50 then 2 else 0 end
    + case when "service.volunteer_hours_by_year"[4] >= 50 then 2 else 0 end
    + case when "service.volunteer_hours_by_year"[5] >= 50 then 2 else 0 end
    + case when "tax.income_3y_yuan" >= 60000 then 12 when "tax.income_3y_yuan" >= 30000 then 8
           when "tax.income_3y_yuan" >= 10000 then 4 else 0 end
    + case when "tax.income_filed_each_of_3y" then 4 else 0 end
    + case when "tax.income_settled_last_year" then 2 else 0 end
    + case when "tax.enterprise_3y_yuan" >= 200000 then 12
           when "tax.enterprise_3y_yuan" >= 100000 then 8
           when "tax.enterprise_3y_yuan" >= 50000 then 4 else 0 end
    + coalesce("award.central" * 30, 0) + coalesce("award.provincial" * 20, 0)
    + coalesce("award.city" * 10, 0) + coalesce("award.district" * 5, 0)
    + coalesce("award.military_honour" * 30, 0)
    + case when "award.military_first" > 0 then 20 + ("award.military_first" - 1) * 5 else 0 end
    + case when "award.military_second" > 0 then 10 + ("award.military_second" - 1) * 2 else 0 end
    + case when "award.military_third" > 0 then 5 + ("award.military_third" - 1) else 0 end
    - coalesce("conduct.bad_credit_records" * 10, 0)
    - coalesce(greatest("conduct.tax_evasions_5y"
                        - coalesce("conduct.evasions_in_credit", 0), 0) * 10, 0)
    - coalesce(greatest("conduct.police_penalties_5y"
                        - coalesce("conduct.penalties_in_credit", 0), 0) * 10, 0)"""
OTHERS: Final = """
    "employment.legal_stable" and "permit.guangdong_valid_in_guangzhou"
    and "insurance.social_months" >= 48 and not "conduct.criminal_penalty_5y" """

SCORES: Final = f"""
select family, ranking, total,
       case when total < 378000 then false
            when "person.age" <= 45 then others
            when "person.age" = 46 and others is not false then null
            when "person.age" is null and others is not false then null
            else false end as qualified,
       tie1, tie2
from (
    select family, ranking, (ranking + bonus) * 2520 + shares as total,
           "person.age", others, tie1, tie2
    from (
        select family, {BASE} as ranking, {BONUS} as bonus, {SHARES} as shares,
               "person.age", {OTHERS} as others,
               coalesce("insurance.medical_months", 0) as tie1,
               coalesce("permit.continuous_months", 0) as tie2
        from {{people}} offset '0'
    ) known offset '0'
) summed
"""  # noqa: S608 - written by hand, all of it

RANKS: Final = """
select family, ranking, tie1, tie2, place as rank, place <= {quota} as admitted
from (
    select family, ranking, tie1, tie2,
           rank() over (order by ranking desc, tie1 desc, tie2 desc) as place
    from {scores} where qualified
) placed
"""


def scores(people: str) -> str:
    return SCORES.format(people=people)


def ranks(scores: str, quota: int) -> str:
    return RANKS.format(scores=scores, quota=quota)
