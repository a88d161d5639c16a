"""A place in a round is one's own (T02): no file slips in by 补正, and nobody takes one over."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

import pytest
from psycopg.types.range import Range

from applications.actions import (
    DraftRequest,
    Newcomer,
    PartyRequest,
    approve,
    ask_for_supplement,
    assess_if_ready,
    draft,
    revise,
    submit,
    withdraw,
)
from applications.errors import (
    AppliedInRound,
    NotOnFinalList,
    OutsideWindow,
    PlaceIsOnesOwn,
)
from applications.models import Application, PartyRole, Round, RoundApplication, Verification
from applications.queries.rounds.entry import require_on_final_list
from applications.workflow import Status
from hukou.kernel import clock
from tests.factories import PersonFactory
from tests.filing import fresh
from tests.rounds import AFTER, DURING, City, applies, asking, city, number_of
from tests.years import Year, answered, approved, assessed, released

pytestmark = pytest.mark.django_db

DAY: Final = timedelta(days=1)
LATER: Final = AFTER + 14 * DAY
ORDINARY: Final[dict[str, Any]] = {"channel": "GZP-2"}
CHILD: Final = PartyRequest(
    role=PartyRole.COMPANION,
    newcomer=Newcomer(
        identity_number=number_of(7, "20150501"),
        name="陈小山",
        sex="1",
        birth_date=date(2015, 5, 1),
    ),
    relation="child",
    relation_to_head="20",
)


@pytest.fixture
def place() -> City:
    return city()


@pytest.fixture
def year(place: City) -> Iterator[Year]:
    """A final list; the file of a, who is on it, was sent back."""
    made = Year(place)
    released(made)
    with clock.frozen(LATER):
        sent_back(made.files[0], place)
        yield made


def sent_back(file: Application, place: City) -> None:
    ask_for_supplement(file.pk, by=place.here.officer, needed=["居住证"])


def ordinary(place: City, serial: int = 1) -> Application:
    """File by a channel of no scheme, and send it back."""
    file = applies(place, serial, **ORDINARY)
    with clock.frozen(DURING):
        sent_back(file, place)
    return file


def rewritten(file: Application, place: City, serial: int = 1, **changes: Any) -> None:
    asked = asking(serial, **{"applied_on": DURING.date(), **changes})
    revise(file.pk, asked, by=place.here.auxiliary)


def resubmitted(file: Application, place: City) -> Application:
    return submit(file.pk, by=place.here.auxiliary)


def test_a_file_that_comes_to_ask_by_points_enters_the_round_when_handed_in_again(
    place: City,
) -> None:
    round_ = place.declared()
    file = ordinary(place)
    with clock.frozen(DURING):
        rewritten(file, place)
        resubmitted(file, place)

    assert round_.applicants.get().application_id == file.pk
    assert not file.deadlines.filter(met_at=None).exists()
    assert file.verifications.filter(fact="permit.months").exists()
    assert not file.verifications.filter(fact="points.total").exists()


def test_outside_the_window_it_does_not_come_in_by_the_back_door(place: City) -> None:
    place.declared()
    file = ordinary(place)
    with clock.frozen(LATER):
        rewritten(file, place)
        with pytest.raises(OutsideWindow):
            resubmitted(file, place)
    assert fresh(file.pk).status == Status.SUPPLEMENT


def test_a_second_application_of_the_same_person_does_not_either(place: City) -> None:
    place.declared()
    file = ordinary(place)
    with clock.frozen(DURING):
        rewritten(file, place)
    other = applies(place, 1, number=number_of(2))
    other.in_round.number = number_of(1)
    other.in_round.save(update_fields=["number"])

    with clock.frozen(DURING), pytest.raises(AppliedInRound):
        resubmitted(file, place)


def test_what_was_answered_before_it_asked_by_points_is_asked_anew(place: City) -> None:
    place.declared()
    file = ordinary(place)
    old = set(file.verifications.values_list("pk", flat=True))
    Verification.objects.filter(pk__in=old).update(
        status="answered", answered_at=DURING, next_attempt_at=None
    )
    with clock.frozen(DURING):
        rewritten(file, place)
        resubmitted(file, place)

    assert not file.verifications.filter(pk__in=old).exists()
    assert not file.verifications.filter(status="answered").exists()


def test_who_is_on_the_list_may_supplement_and_goes_on(year: Year) -> None:
    file = year.files[0]
    rewritten(file, year.place, 0)
    resubmitted(file, year.place)
    assert fresh(file.pk).deadlines.filter(step="accept", met_at=None).exists()
    answered([file], permit={0: 120})
    assessment = assess_if_ready(assessed(year).pk)
    assert assessment is None or assessment.facts
    approve(file.pk, by=year.place.here.chief, grounds="列入正式名单")
    assert fresh(file.pk).status == Status.APPROVED


def test_a_name_that_was_misspelt_may_be_put_right(year: Year) -> None:
    rewritten(year.files[0], year.place, 0, name="陈立治")
    assert year.files[0].parties.get().newcomer["name"] == "陈立治"


def test_nobody_else_takes_the_place_over(year: Year) -> None:
    with pytest.raises(PlaceIsOnesOwn) as refusal:
        rewritten(year.files[0], year.place, 9, name="陈立志")

    assert refusal.value.facts["part"] == "applicant"
    assert refusal.value.facts["cite"] == year.round.cite
    assert year.files[0].parties.get().newcomer["identity_number"] == number_of(0)


def test_the_same_person_is_known_by_another_number(year: Year) -> None:
    """Whoever entered as a newcomer is registered since, and got another number."""
    party = year.files[0].parties.get()
    person = PersonFactory.create(details={"name": "陈立志"})
    since = date(2020, 1, 1)
    person.held_numbers.update(period=Range(since, None))
    person.held_numbers.create(number=number_of(0), period=Range(date(1990, 5, 1), since))
    party.person, party.newcomer = person, {}
    party.save(update_fields=["person", "newcomer"])

    asked = asking(0, applied_on=DURING.date())
    lead = replace(asked.parties[0], newcomer=None, person_id=person.pk)
    revise(year.files[0].pk, replace(asked, parties=[lead]), by=year.place.here.auxiliary)

    assert year.files[0].parties.get().person == person


def test_the_channel_of_a_place_is_not_changed(year: Year) -> None:
    with pytest.raises(PlaceIsOnesOwn) as refusal:
        rewritten(year.files[0], year.place, 0, **ORDINARY)
    assert refusal.value.facts["part"] == "channel"
    assert fresh(year.files[0].pk).channel == "GZP-1"


def together(at: int, *companions: PartyRequest) -> DraftRequest:
    asked = asking(at, applied_on=DURING.date())
    return replace(asked, parties=[*asked.parties, *companions])


def test_nobody_joins_after_the_list_by_the_clause_on_companions(year: Year) -> None:
    with pytest.raises(PlaceIsOnesOwn) as refusal:
        revise(year.files[0].pk, together(0, CHILD), by=year.place.here.auxiliary)

    told: dict[str, Any] = refusal.value.facts
    assert told["part"] == "companions"
    assert told["cite"]["clause"] == "第八条 随迁人员"
    assert year.files[0].parties.count() == 1


def test_who_was_named_in_time_stays_and_may_be_left_out(place: City) -> None:
    year = Year(place)
    file = year.files[0]
    file.parties.create(
        position=1,
        role=PartyRole.COMPANION,
        newcomer=CHILD.newcomer.as_json() if CHILD.newcomer else {},
        relation="child",
        relation_to_head="20",
    )
    released(year)
    with clock.frozen(LATER):
        sent_back(file, place)
        revise(file.pk, together(0, CHILD), by=place.here.auxiliary)
        assert file.parties.count() == 2
        revise(file.pk, together(0), by=place.here.auxiliary)
    assert file.parties.count() == 1


def test_whoever_stands_in_anothers_place_has_neither_points_nor_admission(place: City) -> None:
    """Also where a file was rewritten before anybody refused that."""
    year = Year(place)
    released(year)
    with clock.frozen(LATER):
        file = year.files[0]
        party = file.parties.get()
        party.newcomer = {**party.newcomer, "identity_number": number_of(9)}
        party.save(update_fields=["newcomer"])
        assessed(year)
        told = file.assessments.latest("pk").facts
        assert "points.total" not in told[0]["facts"]
        with pytest.raises(NotOnFinalList):
            require_on_final_list(fresh(file.pk))


def test_where_rounds_are_run_nobody_is_admitted_without_one(place: City) -> None:
    """A file that was handed in before the first round was declared belongs to no list."""
    file = applies(place, 1)
    require_on_final_list(file)
    place.declared()

    with pytest.raises(NotOnFinalList) as refusal:
        require_on_final_list(file)

    told: dict[str, Any] = refusal.value.facts
    assert told["cite"]["clause"] == "名额和排名"
    Round.objects.update(stage="cancelled")
    require_on_final_list(file)


def test_what_a_round_was_told_is_not_reused_and_it_reuses_nothing(place: City) -> None:
    """The one asks as of the last day that counts, the other as of the day of the application."""
    earlier = ordinary(place)
    earlier.verifications.update(status="answered", answered_at=DURING, next_attempt_at=None)
    with clock.frozen(DURING):
        withdraw(earlier.pk, by=place.here.auxiliary)
    round_ = place.declared()

    file = applies(place, 1)

    assert not file.verifications.exclude(reused_from=None).exists()
    file.verifications.update(status="answered", answered_at=DURING, next_attempt_at=None)
    with clock.frozen(DURING):
        withdraw(file.pk, by=place.here.auxiliary)
    earlier.verifications.all().delete()
    later = applies(place, 1, **ORDINARY)
    assert round_.applicants.exists()
    assert not later.verifications.exclude(reused_from=None).exists()


def test_what_was_approved_before_a_window_opened_is_carried_out(place: City) -> None:
    year = Year(place)
    released(year)
    with clock.frozen(LATER):
        file = approved(year)
        other = draft(asking(5, applied_on=DURING.date()), by=place.here.auxiliary)
    RoundApplication.objects.filter(application=file.pk).update(application=other)

    with pytest.raises(NotOnFinalList):
        require_on_final_list(file)
    Round.objects.update(opens_at=LATER + DAY, closes_at=LATER + 2 * DAY)
    require_on_final_list(file)
