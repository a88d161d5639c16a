"""Each example family comes out as it is told to (示例家庭), by the law itself."""

from datetime import date

import pytest

from applications.county import REGULATION, CountyPlan, Story, plan_county
from hukou.kernel.kinship import relation_kind
from hukou.law import Companion, Destination, judge, load_law, parse_facts
from tests.county.test_plan import TODAY, VILLAGES

COUNTY = plan_county(60, seed=7, today=TODAY, villages=VILLAGES)
STREET = Destination(division="330802006001", place="residence")


def facts_of(county: CountyPlan, number: str) -> dict[str, object]:
    person = next(person for person in county.people if person.number == number)
    known = {fact: value for fact, value in person.truth.items() if fact != "relation.kind"}
    return known | {
        "person.birth_date": person.born.isoformat(),
        "person.sex": "male" if person.sex == "1" else "female",
        "person.hukou_place": "330824",
    }


@pytest.mark.parametrize("story", COUNTY.stories, ids=lambda story: story.title)
def test_an_example_family_comes_out_as_told(story: Story) -> None:
    applicant = facts_of(COUNTY, story.applicant) | {"dwelling.location_kind": "street"}
    companions = [
        Companion(
            id=number,
            facts=parse_facts(
                facts_of(COUNTY, number) | {"relation.kind": relation_kind(relation)}, on=TODAY
            ),
        )
        for number, relation in story.companions.items()
    ]

    judgement = judge(
        load_law().regulations[REGULATION],
        on=TODAY,
        applicant=parse_facts(applicant, on=TODAY),
        companions=companions,
        channel=story.channel,
        destination=STREET,
        activated_on=date(2017, 11, 1),
    )

    assert judgement.outcome == story.expected


def test_every_channel_of_the_regulation_has_a_family() -> None:
    shown = {story.channel for story in COUNTY.stories}
    judged_alone = set(load_law().regulations[REGULATION].channels) - {"QZF-5"}
    assert shown == judged_alone
