"""`qz-final-2017` written out by hand in SQL: the yardstick of the set-based evaluator.

The same table of people, the same outcomes (ranked, best first: 0 eligible, 1 partial, 3 review,
4 evidence, 5 refused), without packs, clauses or reasons. Enums are numbered as the vocabulary
lists them.
"""

from typing import Final

CHILD: Final = '"relation.kind" = 1'
FAMILY: Final = f"""
    "relation.cohabits" and ("relation.kind" in (0, 2) or ({CHILD} and ("person.age" < 18
    or (not "person.married" and not "person.has_income_source"))))"""
CHILD_IN_DOUBT: Final = f"""
    ({CHILD} and "relation.custody_consent" = 2)
    or ({CHILD} and "person.age" >= 18 and "insurance.social_active")"""
STUDENT: Final = f"""({CHILD} and "relation.cohabits" and "student.admitted")"""
DWELLS: Final = """
    "dwelling.location_kind" in (0, 1, 2, 4) and "dwelling.tenure" in (0, 1, 2)
    and "dwelling.legal_and_stable" """
FOLLOWS: Final = "\"principal.channel\" = 'QZF-1'"
LACKING: Final = """
    ("education.recent_graduate" or "title.shortage_trade" or "education.returned_overseas")"""
TALENT: Final = f"""
    ("education.level" >= 3 and "title.professional_grade" >= 1)
    or "title.skill_grade" in (4, 5) or "education.level" >= 4 or "expert.level" in (3, 4)
    or ("talent.shortage_recognition" and {LACKING})"""
INVESTS: Final = """
    "investment.enterprise_established" and "investment.amount_yuan" >= 100000
    and "investment.role" in (0, 1, 2)"""
HONOURED: Final = '"honour.level" >= 2 and "honour.kind" in (0, 1, 2)'
PRINCIPAL: Final = f"""
    "principal.channel" in ('QZF-2', 'QZF-3', 'QZF-4') and {FAMILY}"""
PROVINCE: Final = "starts_with(\"person.hukou_place\", '33')"
COARSE: Final = "('330000', '330000000', '330000000000')"
CITY: Final = f"""
    case when "person.hukou_place" in {COARSE} then null
         else starts_with("person.hukou_place", '3308') end"""
STABLE: Final = '"dwelling.legal_and_stable"'

JUDGED: Final = f"""
select family,
       case when own > 3 and (opened = 1 or (opened = 2 and own = 5)) then 3
            when own <> 0 then own when together = 0 then 0 else 1 end as outcome,
       case when c1 = own and living = together then 1 when c2 = own and living = together then 2
            when c3 = own and living = together then 3 when c4 = own and living = together then 4
            when c5 = own and living = together then 5 when c6 = own then 6 else 7 end as basis,
       c1, c2, c3, c4, c5, c6, c7
from (
    select *, least(case when least(c1, c2, c3, c4, c5) = own then living end,
                    case when least(c6, c7) = own then silent end) as together
    from (
        select applicant.*, least(c1, c2, c3, c4, c5, c6, c7) as own,
               coalesce(living, 0) as living, coalesce(silent, 0) as silent
        from (
            select family,
                   case when t1 then case when "dwelling.tenure" = 1
                                           and "dwelling.lease_months_total" < 1 then 3 else 0 end
                        when {FOLLOWS} and not "host.has_legal_stable_residence" and {FAMILY}
                        then 3
                        when {FOLLOWS} and {FAMILY} then 0
                        when t1 is null or ({FOLLOWS} and ({FAMILY}) is null) then 4
                        else 5 end as c1,
                   case when t2 then case when "residence.place_kind" in (2, 3)
                                           and "employment.place_kind" = 2 then 3 else 0 end
                        when {LACKING} and not "talent.shortage_recognition" then 3
                        when t2 is null
                             or ({LACKING} and "talent.shortage_recognition" is null) then 4
                        else 5 end as c2,
                   case when t3 then 0 when t3 is null then 4 else 5 end as c3,
                   case when t4 then 0 when "honour.kind" = 3 and "honour.level" >= 2 then 3
                        when t4 is null or ("honour.kind" = 3 and "honour.level" is null) then 4
                        else 5 end as c4,
                   case when "principal.channel" is not null then
                        case when t5 then case when {CHILD_IN_DOUBT} then 3 else 0 end
                             when {STUDENT} and not "person.married" then 0
                             when t5 is null or ({STUDENT} and "person.married" is null) then 4
                             else 5 end end as c5,
                   case when province and {STABLE} then 0
                        when "relation.joins_relative" and province then 0
                        when not {STABLE} and province then 3
                        when (province and {STABLE}) is null
                             or ("relation.joins_relative" and province is null)
                             or (not {STABLE} and province is null) then 4
                        else 5 end as c6,
                   case when city and "student.admitted_in_province" then 0
                        when (city and "student.admitted_in_province") is null then 4
                        else 5 end as c7,
                   case when not city then
                        case when works then 1 when works is null then 2 end end as opened
            from (
                select *, {DWELLS} as t1, {TALENT} as t2, {INVESTS} as t3, {HONOURED} as t4,
                       {PRINCIPAL} as t5, {PROVINCE} as province, {CITY} as city,
                       "residence.months_continuous" >= 12 and "employment.months" >= 12
                       and "insurance.social_months" >= 12 as works
                from {{people}} where party = 0 offset '0'
            ) known offset '0'
        ) applicant
        left join (
            select family, sum(along) as living, 3 * count(*) as silent from (
                select family, {{along}} as along from (
                    select *, {{belongs}} as t1 from {{people}} where party > 0 offset '0'
                ) known offset '0'
            ) companion group by family
        ) kin using (family) offset '0'
    ) judged offset '0'
) chosen
"""  # noqa: S608 - written by hand, all of it

BELONGS: Final = """
    case when "relation.kind" in (0, 2) then "relation.cohabits"
         when "relation.kind" = 1 then "relation.cohabits" and ("person.age" < 18
              or (not "person.married" and not "person.has_income_source"))
         when "relation.kind" is not null or not "relation.cohabits" then false end"""
ALONG: Final = f"""
    case when t1 then case when {CHILD_IN_DOUBT} then 3 else 0 end
         when {STUDENT} and not "person.married" then 0
         when t1 is null or ({STUDENT} and "person.married" is null) then 4 else 5 end"""

COMPANIONS: Final = f"""
select family, party, case when basis <= 5 then {ALONG} else 3 end as outcome
from (
    select people.*, judged.basis, {BELONGS} as t1
    from {{people}} people join {{judged}} judged using (family) where party > 0 offset '0'
) known
"""  # noqa: S608 - written by hand, all of it


def judged(people: str) -> str:
    """Return the statement with a row a family."""
    return JUDGED.format(people=people, along=ALONG, belongs=BELONGS)


def companions(people: str, judged_in: str) -> str:
    """Return the statement with a row a companion."""
    return COMPANIONS.format(people=people, judged=judged_in)
