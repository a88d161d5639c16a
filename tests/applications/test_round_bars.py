"""A bar (限制申报, T06) follows the person: into every round, under every number they held."""

from datetime import date, timedelta
from typing import Final

import pytest
from psycopg.types.range import Range

from applications.actions import approve, carry_out, recalculate
from applications.errors import Barred
from applications.models import Bar, ObjectionOutcome, Round, RoundAct, RoundRank
from applications.queries.rounds.bars import standing_bar
from applications.queries.rounds.reproducing import reproduced
from applications.workflow import Status
from hukou.kernel import clock
from registry.models import Person
from tests.factories import PersonFactory
from tests.filing import fresh
from tests.rounds import AFTER, City, applies, city, frozen, number_of, told
from tests.years import LAST_DAY, Year, approved, assessed, released

pytestmark = pytest.mark.django_db

SCHEME: Final = "gz-points-2023"
WHY: Final = "另案提交虚假合同"


@pytest.fixture
def place() -> City:
    return city()


def barred(round_: Round, place: City, number: str) -> Bar:
    """Bar somebody by the order of another round, from the day after the window to 2031."""
    return Bar.objects.create(
        round=round_,
        scheme=SCHEME,
        number=number,
        reason=WHY,
        document="示例市2025年度积分制入户通告",
        clause="第七条",
        since=date(2026, 8, 1),
        until=date(2031, 8, 1),
        by=place.runner,
    )


def renumbered(number: str) -> tuple[Person, str]:
    """Register somebody who held this number until 2020, and return the one they hold now."""
    person = PersonFactory.create(details={"name": "陈立志"})
    since, held = date(2020, 1, 1), person.held_numbers.get()
    person.held_numbers.update(period=Range(since, None))
    person.held_numbers.create(number=number, period=Range(date(1990, 5, 1), since))
    return person, held.number


def test_whoever_was_barred_since_they_applied_is_frozen_as_having_no_place(place: City) -> None:
    round_ = place.declared()
    files = [applies(place, serial) for serial in (1, 2)]
    for each in files:
        told(each)
    bar = barred(round_, place, number_of(1))

    made = frozen(round_, place)

    ranks = {each.applicant.application_id: each for each in made.ranks.all()}
    assert (ranks[files[0].pk].standing, ranks[files[0].pk].rank) == ("void", None)
    assert ranks[files[1].pk].rank == 1
    entry = round_.applicants.get(application=files[0])
    assert entry.left_at == AFTER
    for words in (WHY, "2031-08-01", "示例市2025年度积分制入户通告第七条"):
        assert words in entry.left_note
    step = round_.steps.get(act=RoundAct.VOIDED)
    assert (step.by, step.details) == (place.runner, {"applicant": entry.pk, "bar": bar.pk})
    assert reproduced(made).is_same


def test_a_bar_that_is_over_or_lifted_puts_nobody_out(place: City) -> None:
    round_ = place.declared()
    file = applies(place, 1)
    told(file)
    bar = barred(round_, place, number_of(1))
    bar.lifted_at, bar.lifted_by, bar.lifted_reason = AFTER, place.runner, "复议撤销"
    bar.save(update_fields=["lifted_at", "lifted_by", "lifted_reason"])

    assert frozen(round_, place).ranks.get().rank == 1


def test_whoever_is_barred_after_the_list_was_shown_is_off_the_final_one(place: City) -> None:
    year = Year(place)
    barred(year.round, place, number_of(0))
    year.ends()

    assert year.ranks(1) == {"a": (1, True), "b": (2, True), "c": (3, False)}
    assert year.ranks(2) == {"a": (None, False), "b": (1, True), "c": (2, True)}


def test_and_off_a_list_that_is_made_anew(place: City) -> None:
    year = Year(place)
    with clock.frozen(AFTER + timedelta(days=1)):
        year.answers(year.objects(1), ObjectionOutcome.UPHELD)
        barred(year.round, place, number_of(0))
        made = recalculate(year.round.pk, by=place.runner, reason="异议成立")
    standing = RoundRank.objects.get(round_list=made, applicant=year.entry(0)).standing
    assert standing == "void"


def test_whoever_is_barred_after_the_final_list_is_not_admitted(place: City) -> None:
    year = Year(place)
    released(year)
    with clock.frozen(LAST_DAY + timedelta(days=2)):
        file, other = assessed(year), approved(year, 1)
        for at in (0, 1):
            barred(year.round, place, number_of(at))
        with pytest.raises(Barred) as refusal:
            approve(file.pk, by=place.here.chief, grounds="列入正式名单")
        with pytest.raises(Barred):
            carry_out(other.pk, by=place.here.officer)

    assert refusal.value.facts["cite"] == {
        "document": "示例市2025年度积分制入户通告",
        "clause": "第七条",
    }
    assert fresh(file.pk).status == Status.ASSESSED


@pytest.mark.parametrize("is_under_the_old", [True, False])
def test_another_number_frees_nobody(place: City, is_under_the_old: bool) -> None:
    old = number_of(1)
    _, now = renumbered(old)
    ordered, asked = (old, now) if is_under_the_old else (now, old)
    bar = barred(place.declared(), place, ordered)

    assert standing_bar(SCHEME, asked, on=bar.since) == bar
    assert standing_bar(SCHEME, number_of(2), on=bar.since) is None


def test_nor_does_a_second_record_of_the_same_person(place: City) -> None:
    person, now = renumbered(number_of(1))
    twin = PersonFactory.create()
    twin.merged_into = person
    twin.save(update_fields=["merged_into"])
    bar = barred(place.declared(), place, twin.held_numbers.get().number)

    assert standing_bar(SCHEME, now, on=bar.since) == bar


def test_who_applied_under_an_earlier_number_is_put_out_too(place: City) -> None:
    round_ = place.declared()
    file = applies(place, 1)
    told(file)
    _, now = renumbered(number_of(1))
    barred(round_, place, now)

    assert frozen(round_, place).ranks.get().standing == "void"
