"""Draft beside final over the planted families (L28): exactly the forty differ, with clauses."""

from collections import Counter

from applications.county import DIFFERING, plan_families
from applications.models import PopulationFamily
from applications.queries.comparing import judged_beside
from hukou.kernel import clock
from hukou.law import Change, load_law

DRAFT, FINAL = "qz-draft-2017", "qz-final-2017"


def changes(seed: int, former: str, following: str) -> tuple[set[str], set[str], list[str]]:
    """Return who was planted to differ, who differs, and the clauses that decide."""
    known = load_law().regulations
    planted, found, clauses = set(), set(), []
    for each in plan_families(seed=seed):
        family = PopulationFamily(division=each.family.division, people=each.family.people)
        judged = judged_beside(family, known[former], known[following], on=clock.today())
        if each.differs:
            planted.add(each.family.label)
        for one, _, change in judged.people:
            if change is not Change.UNCHANGED:
                found.add(each.family.label)
                clauses.append(f"{change} {one.cite.clause if one.cite else ''}")
    return planted, found, clauses


def test_exactly_the_planted_families_differ_each_by_the_clause_that_was_planted() -> None:
    planted, found, clauses = changes(7, DRAFT, FINAL)

    assert len(planted) == 40
    assert found == planted
    assert Counter(clauses) == {
        "gained 二（一）2 放开亲属投靠落户": 20,
        "gained 二（一）3 有序放开和吸引人才落户（在城区居住就业者）": 10,
        "gained 二（一）4 放宽投资人员落户条件": 10,
    }


def test_the_other_way_round_the_same_families_lose_what_they_gained() -> None:
    planted, found, clauses = changes(7, FINAL, DRAFT)

    assert found == planted
    assert {each.split()[0] for each in clauses} == {"lost"}


def test_another_seed_plants_other_families_of_the_same_kinds() -> None:
    planted, found, _ = changes(8, DRAFT, FINAL)

    assert found == planted
    assert planted != changes(7, DRAFT, FINAL)[0]


def test_the_same_seed_gives_the_same_families() -> None:
    one, other = (list(plan_families(seed=3)) for _ in range(2))

    assert one == other
    assert Counter(each.differs for each in one) == dict.fromkeys(DIFFERING, 10) | {"": 160}
