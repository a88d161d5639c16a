"""The tenure clock: permit, residence, insurance and lease on one line, and what it warns of."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

import pytest
from psycopg.types.range import Range

from applications.models import VerificationStatus
from applications.queries import conversion
from applications.queries.conversion import channels_for
from applications.queries.finder import Candidate, FoundChannel
from applications.queries.tenure_clock import Line, Stretch, TenureClock, Tone, Warned, tenure_clock
from hukou.kernel import clock
from hukou.kernel.periods import months_between
from registry.models import ActualResidence, Person, ResidencePermit
from registry.queries.holders import standing_of
from tests.cast import LATELY
from tests.factories import (
    ActivationFactory,
    DivisionFactory,
    PartyFactory,
    PersonFactory,
    VerificationFactory,
)
from tests.holders import holds, lives
from tests.places import Country, address_in, country

pytestmark = pytest.mark.django_db
ISSUED: Final = date(2024, 8, 1)
CAME: Final = date(2024, 1, 15)
MOVED: Final = date(2024, 6, 1)
DAY: Final = timedelta(days=1)


@pytest.fixture
def land() -> Country:
    return country()


@pytest.fixture
def person(land: Country) -> Person:
    return lives(address_in(land.village), since=CAME)


def permit(land: Country, person: Person, **told: Any) -> ResidencePermit:
    return holds(person, land.here.office, "440199", **{"since": ISSUED, **told})


def dial(held: ResidencePermit, on: date) -> TenureClock:
    held = ResidencePermit.objects.get(pk=held.pk)
    return tenure_clock(held, standing_of(held, on=on), on=on)


def line(found: TenureClock, line: Line) -> tuple[Stretch, ...]:
    return next(each.stretches for each in found.lines if each.line is line)


def test_a_permit_in_time_counts_to_today_and_shows_what_lies_ahead(
    land: Country, person: Person
) -> None:
    found = dial(permit(land, person), date(2025, 3, 1))

    assert line(found, Line.PERMIT) == (
        Stretch(ISSUED, date(2025, 3, 1), Tone.COUNTS),
        Stretch(date(2025, 3, 2), date(2025, 8, 1), Tone.AHEAD),
    )
    assert line(found, Line.RESIDENCE) == (Stretch(CAME, date(2025, 3, 1), Tone.COUNTS),)
    assert found.warnings == ()


def test_the_days_of_a_suspension_stand_between_the_years(land: Country, person: Person) -> None:
    late = date(2025, 10, 1)
    found = dial(permit(land, person, endorsed=[late]), date(2026, 1, 1))

    assert line(found, Line.PERMIT)[:3] == (
        Stretch(ISSUED, date(2025, 8, 1), Tone.COUNTS),
        Stretch(date(2025, 8, 2), late - DAY, Tone.BROKEN),
        Stretch(late, date(2026, 1, 1), Tone.COUNTS),
    )
    assert found.standing.counts_since == late


@pytest.mark.parametrize(
    ("on", "warned"),
    [
        (date(2025, 5, 1), ()),
        (date(2025, 5, 2), (Warned.SOON,)),
        (date(2025, 7, 1), (Warned.DUE,)),
        (date(2025, 8, 1), (Warned.DUE,)),
        (date(2025, 8, 2), (Warned.SUSPENDED,)),
    ],
)
def test_it_warns_before_the_lapse_that_would_start_the_count_anew(
    land: Country, person: Person, on: date, warned: tuple[Warned, ...]
) -> None:
    found = dial(permit(land, person), on)

    assert found.warnings == warned
    assert found.days_left == (date(2025, 8, 1) - on).days


def test_whoever_is_no_longer_recorded_as_living_here_is_warned_of(land: Country) -> None:
    away: Person = PersonFactory.create()

    assert dial(permit(land, away), date(2025, 3, 1)).warnings == (Warned.MOVED,)


def test_an_ended_permit_warns_of_nothing_and_stops_on_its_last_day(
    land: Country, person: Person
) -> None:
    found = dial(permit(land, person, until=date(2025, 2, 1)), date(2025, 12, 1))

    assert found.warnings == ()
    assert line(found, Line.PERMIT) == (Stretch(ISSUED, date(2025, 1, 31), Tone.COUNTS),)


def answered(person: Person, months: int, at: datetime, **told: Any) -> None:
    VerificationFactory.create(
        party=PartyFactory.create(person=person),
        fact="insurance.social_months",
        agency="human_resources",
        status=VerificationStatus.ANSWERED,
        value=months,
        answered_at=at,
        next_attempt_at=None,
        **told,
    )


def test_insurance_is_counted_back_from_the_day_an_agency_last_answered(
    land: Country, person: Person
) -> None:
    answered(person, 12, clock.start_of(date(2025, 1, 10)))
    answered(person, 14, clock.start_of(date(2025, 3, 10)))
    answered(person, 99, clock.start_of(date(2025, 9, 1)))
    found = dial(permit(land, person), date(2025, 4, 1))
    drawn = next(each for each in found.lines if each.line is Line.INSURANCE)

    assert drawn.known_on == date(2025, 3, 10)
    assert drawn.stretches == (Stretch(date(2024, 1, 10), date(2025, 3, 10), Tone.COUNTS),)
    assert line(found, Line.LEASE) == ()


def test_an_answer_that_a_paper_stands_against_is_not_drawn(land: Country, person: Person) -> None:
    answered(person, 12, clock.start_of(date(2025, 1, 10)), conflicts=True)

    assert line(dial(permit(land, person), date(2025, 4, 1)), Line.INSURANCE) == ()


def test_a_holder_sees_the_channels_of_the_place_each_refusal_with_its_clause() -> None:
    """P09: by what the register knows; what it does not know is missing, never refused."""
    ActivationFactory.create(regulation="qz-final-2017", effective_from=date(2017, 7, 7))
    village = DivisionFactory.create(code="330802001201", name="某社区")
    holder = lives(address_in(village), since=CAME)
    held = holds(holder, country().here.office, "330802", since=ISSUED)
    found = channels_for(held, standing_of(held, on=LATELY), on=LATELY)

    assert len(found) > 3
    assert all(cell.clauses for each in found for cell in each.cells)
    assert {each.state for each in found} <= {"met", "missing", "review", "refused", "met_on"}
    assert any(each.state == "missing" for each in found)


def test_whoever_moved_inside_the_city_has_lived_there_on(
    land: Country, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By one stay over two addresses, as for the permit itself."""
    told: list[object] = []

    def found(candidates: Sequence[Candidate], **_: object) -> list[FoundChannel]:
        told.extend(each.facts["residence.months_continuous"] for each in candidates)
        return []

    monkeypatch.setattr(conversion, "find_channels", found)
    held = permit(land, person)
    ActualResidence.objects.filter(person=person).update(period=Range(CAME, MOVED))
    lives(address_in(land.other), since=MOVED, person=person)
    channels_for(held, standing_of(held, on=LATELY), on=LATELY)

    assert told == [months_between(CAME, LATELY)]


def test_without_a_known_home_no_channel_is_judged(land: Country) -> None:
    held = permit(land, PersonFactory.create())

    assert channels_for(held, standing_of(held, on=LATELY), on=LATELY) == []
