"""Objections to a list of points settlement (异议, T06): in their days, answered, counted anew."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from applications.actions import (
    answer_objection,
    attach,
    draft,
    finalise,
    publish,
    recalculate,
    withdraw,
)
from applications.errors import (
    AlreadyAnswered,
    DecidesOwnCase,
    GroundsMissing,
    MayNotHandle,
    MayNotRunRounds,
    NothingToRecalculate,
    NotOfThisApplication,
    NotOnTheList,
    NotPublished,
    ObjectedAlready,
    ObjectionsOpen,
    OutsideObjectionPeriod,
    RoundStageWrong,
)
from applications.models import (
    Application,
    FrozenInput,
    Objection,
    ObjectionOutcome,
    ObjectionSource,
    RoundAct,
    RoundApplication,
    RoundList,
)
from applications.queries.rounds.objections import unsettled
from applications.queries.rounds.reproducing import reproduced
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput, NotFound
from hukou.kernel.working_days import national
from registry.models import PostingRole
from tests.factories import OfficeFactory, PersonFactory
from tests.filing import posted
from tests.rounds import AFTER, asking, city, number_of
from tests.years import CLAUSE, LAST_DAY, PAPER, Year

pytestmark = pytest.mark.django_db

UPHELD, DISMISSED = ObjectionOutcome.UPHELD, ObjectionOutcome.DISMISSED


@pytest.fixture
def year() -> Iterator[Year]:
    made = Year(city())
    with clock.frozen(AFTER + timedelta(days=1)):
        yield made


def test_an_objection_is_taken_down_with_its_reason_and_its_paper(year: Year) -> None:
    paper = attach(year.files[0].pk, PAPER, kind="residence_permit", by=year.place.here.officer)

    objection = year.objects(document_id=paper.pk)

    assert objection.round_list == year.list
    assert objection.received_by == year.place.here.officer
    assert objection.document == paper
    assert unsettled(year.round).waiting == (objection.pk,)


@pytest.mark.parametrize("days", [1, 2, 7])
def test_after_its_period_an_objection_is_refused_with_the_order(year: Year, days: int) -> None:
    with clock.frozen(LAST_DAY + timedelta(days=days)), pytest.raises(OutsideObjectionPeriod) as no:
        year.objects()

    assert no.value.facts["until"] == LAST_DAY.isoformat()
    assert no.value.facts["cite"]["document"] == year.round.document  # type: ignore[index]
    assert not Objection.objects.exists()


def test_on_the_last_evening_it_is_in_time(year: Year) -> None:
    with clock.frozen(datetime.combine(LAST_DAY, time(23, 59), tzinfo=clock.ZONE)):
        assert year.objects().pk


def test_before_the_list_is_shown_there_is_nothing_to_object_to(year: Year) -> None:
    RoundList.objects.update(
        published_on=None, public_until=None, objections_until=None, published_by=None
    )
    with pytest.raises(NotPublished):
        year.objects()


def test_before_the_first_day_it_is_too_early(year: Year) -> None:
    RoundList.objects.update(published_on=AFTER.date() + timedelta(days=3))
    with pytest.raises(OutsideObjectionPeriod):
        year.objects()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": "  "}, "text"),
        ({"text": "甲" * 1001}, "text"),
        ({"told_by": "甲" * 101}, "told_by"),
        ({"source": ObjectionSource.AGENCY, "told_by": ""}, "told_by"),
        ({"applicant_id": 0}, "applicant"),
    ],
)
def test_what_is_wrong_names_its_field_and_stores_nothing(
    year: Year, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as no:
        year.objects(**wrong)

    assert no.value.field == field
    assert not Objection.objects.exists()


def test_whoever_the_list_does_not_name_is_not_objected_to(year: Year) -> None:
    late = draft(asking(9), by=year.place.here.auxiliary)
    entry = RoundApplication.objects.create(
        round=year.round, application=late, number=number_of(9), applied_at=clock.now()
    )
    with pytest.raises(NotOnTheList):
        year.objects(applicant_id=entry.pk)


def test_a_paper_of_another_file_proves_nothing_here(year: Year) -> None:
    paper = attach(year.files[1].pk, PAPER, kind="residence_permit", by=year.place.here.officer)
    with pytest.raises(NotOfThisApplication):
        year.objects(0, document_id=paper.pk)


def test_the_same_objection_again_is_refused_and_another_is_not(year: Year) -> None:
    year.objects()
    with pytest.raises(ObjectedAlready):
        year.objects()
    year.objects(told_by="林二")
    assert Objection.objects.count() == 2


def test_who_takes_it_down_serves_at_the_counter_and_is_no_kin(year: Year) -> None:
    elsewhere = posted(OfficeFactory.create(), PostingRole.OFFICER)
    with pytest.raises(MayNotHandle):
        year.objects(by=elsewhere)
    own = year.place.here.officer
    own.person = party_of(year)
    own.save(update_fields=["person"])
    with pytest.raises(DecidesOwnCase):
        year.objects(by=own)


def party_of(year: Year) -> Any:  # noqa: ANN401 - a person of the register
    """Let the first applicant be known to the register."""
    person = PersonFactory.create()
    year.files[0].parties.update(person=person, newcomer={})
    return person


def test_what_is_upheld_is_read_again_and_the_list_is_made_anew(year: Year) -> None:
    """Two years less are 16 points less: the first of three falls behind the third."""
    year.answers(year.objects(), UPHELD)
    year.proves(0, "permit.months", 90)

    made = recalculate(year.round.pk, by=year.place.runner, reason="异议成立一件")

    assert year.ranks(1) == {"a": (1, True), "b": (2, True), "c": (3, False)}
    assert year.ranks(2) == {"b": (1, True), "c": (2, True), "a": (3, False)}
    assert made.version == 2
    assert made.published_on is None
    assert FrozenInput.objects.filter(version=2).count() == 1
    for each in (year.list, made):
        assert reproduced(each).is_same


def test_the_step_of_a_recalculation_names_what_it_counted(year: Year) -> None:
    first, second = year.objects(), year.objects(told_by="林二")
    for each in (first, second):
        year.answers(each, UPHELD)

    recalculate(year.round.pk, by=year.place.runner, reason="异议成立两件")

    step = year.round.steps.get(act=RoundAct.RECALCULATED)
    assert step.details["objections"] == [first.pk, second.pk]
    assert not unsettled(year.round).is_any
    with pytest.raises(NothingToRecalculate):
        recalculate(year.round.pk, by=year.place.runner, reason="再算一次")


def test_an_upheld_objection_about_somebody_who_left_is_counted_too(year: Year) -> None:
    year.answers(year.objects(), UPHELD)
    withdraw(year.files[0].pk, by=year.place.here.officer)

    recalculate(year.round.pk, by=year.place.runner, reason="异议成立")

    assert year.ranks(2) == {"b": (1, True), "c": (2, True), "a": (None, False)}


def test_what_is_dismissed_names_its_clause_and_changes_no_list(year: Year) -> None:
    objection = year.answers(year.objects(), DISMISSED, grounds="签注连续，见签注记录")

    assert objection.clauses == [CLAUSE]
    assert objection.decided_by == year.place.runner
    assert not unsettled(year.round).is_any
    with pytest.raises(NothingToRecalculate):
        recalculate(year.round.pk, by=year.place.runner, reason="重算")


@pytest.mark.parametrize(
    "wrong",
    [
        {"grounds": " "},
        {"clauses": []},
        {"clauses": [{"document": "办法", "clause": ""}]},
        {"clauses": [{"clause": "第一条"}]},
    ],
)
def test_without_a_reason_or_a_clause_nothing_is_dismissed(
    year: Year, wrong: dict[str, Any]
) -> None:
    objection = year.objects()
    with pytest.raises(GroundsMissing):
        year.answers(objection, DISMISSED, **wrong)
    objection.refresh_from_db()
    assert objection.outcome == ""


def test_an_answer_is_given_once(year: Year) -> None:
    objection = year.answers(year.objects(), DISMISSED)
    with pytest.raises(AlreadyAnswered):
        year.answers(objection, UPHELD)
    with pytest.raises(NotFound):
        answer_objection(0, by=year.place.runner, outcome=UPHELD, grounds="属实")


def test_who_answers_runs_the_round_and_neither_took_it_down_nor_wrote_the_file(
    year: Year,
) -> None:
    objection, runner = year.objects(), year.place.runner
    for stranger in (year.place.here.officer, year.place.here.chief, year.place.here.approver):
        with pytest.raises(MayNotRunRounds):
            year.answers(objection, UPHELD, by=stranger)
    with pytest.raises(DecidesOwnCase) as no:
        year.answers(year.objects(1, by=runner), UPHELD)
    assert no.value.facts["reasons"] == ["received-objection"]
    Application.objects.filter(pk=year.files[0].pk).update(created_by=runner)
    with pytest.raises(DecidesOwnCase) as no:
        year.answers(objection, UPHELD)
    assert no.value.facts["reasons"] == ["entered"]


def test_nobody_answers_about_themselves(year: Year) -> None:
    runner = year.place.runner
    runner.person = party_of(year)
    runner.save(update_fields=["person"])
    with pytest.raises(DecidesOwnCase) as no:
        year.answers(year.objects(), UPHELD)
    assert no.value.facts["reasons"] == ["own-case"]


def test_the_final_list_waits_for_every_answer_and_for_the_recalculation(year: Year) -> None:
    objection, by = year.objects(), year.place.runner
    with clock.frozen(LAST_DAY + timedelta(days=1)):
        with pytest.raises(ObjectionsOpen):
            finalise(year.round.pk, by=by)
        year.answers(objection, UPHELD)
        with pytest.raises(ObjectionsOpen):
            finalise(year.round.pk, by=by)


def test_a_list_made_anew_is_shown_for_the_declared_days_before_it_is_final(year: Year) -> None:
    year.answers(year.objects(), UPHELD)
    year.proves(0, "permit.months", 90)
    recalculate(year.round.pk, by=year.place.runner, reason="异议成立")
    later = LAST_DAY + timedelta(days=1)
    with clock.frozen(later):
        again = publish(year.round.pk, by=year.place.runner)
        year.objects(0, told_by="本人", source=ObjectionSource.APPLICANT)

    assert again.version == 2
    assert again.objections_until == national().add_working_days(later, year.round.objection_days)
    assert Objection.objects.latest("id").round_list == again


def test_a_final_list_takes_no_objection(year: Year) -> None:
    with clock.frozen(LAST_DAY + timedelta(days=1)):
        finalise(year.round.pk, by=year.place.runner)
        with pytest.raises(RoundStageWrong):
            year.objects()
