"""Activating, correcting, withdrawing (L27): who, from when, with which text; nothing undone."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection

from applications.actions import (
    OfficialText,
    activate,
    approve,
    correct_activation,
    withdraw_activation,
)
from applications.errors import (
    AlreadyActivated,
    AsksForRuralRights,
    BeforeConsultationEnded,
    BeginsTogether,
    CasesDecided,
    MayNotActivate,
    NothingToActivate,
    OfficialTextMissing,
    TransitionStated,
)
from applications.models import Activation, SourceText
from applications.queries.policy import activations, days_ended, regulations_in_force, standing
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.law import Law, State, load_law
from registry.models import Account, OfficeLevel, PostingRole
from tests.factories import ActivationFactory, OfficeFactory
from tests.filing import Counter, Five, assessed, posted, settlement
from tests.next_text import (
    NEXT,
    NUMBER,
    OLD,
    TEXT,
    activate_next,
    administrator,
    ahead,
    next_text,
)

pytestmark = pytest.mark.django_db

HOW: dict[str, Any] = {"official_number": NUMBER, "text": TEXT, "by": None}
DAY = date(2017, 11, 20)


@pytest.fixture
def law() -> Iterator[Law]:
    with next_text() as held:
        yield held


def in_force(on: date) -> list[str]:
    return [each.id for each in regulations_in_force("330802", on=on, activated=activations())]


def test_the_official_text_is_kept_byte_for_byte_with_its_digest() -> None:
    record = activate(OLD, effective_from=DAY, **HOW)

    kept = SourceText.objects.get()
    assert bytes(kept.content) == TEXT.content
    assert kept.sha256 == hashlib.sha256(TEXT.content).hexdigest()
    assert (kept.regulation, record.text, record.official_number) == (OLD, kept, NUMBER)


@pytest.mark.parametrize(
    "changed",
    [{"text": None}, {"official_number": " "}],
    ids=["no text", "no number"],
)
def test_without_its_number_and_text_nothing_is_activated(changed: dict[str, Any]) -> None:
    with pytest.raises(OfficialTextMissing):
        activate(OLD, effective_from=DAY, **HOW | changed)
    assert not Activation.objects.exists()
    assert not SourceText.objects.exists()


def test_an_empty_text_stores_nothing() -> None:
    empty = OfficialText(name="空.pdf", media_type="application/pdf", content=b"")
    with pytest.raises(InvalidInput):
        activate(OLD, effective_from=DAY, **HOW | {"text": empty})
    assert not Activation.objects.exists()


@pytest.mark.parametrize("name", ["qz-draft-2017", "jm-2018-5", "no-such-text"])
def test_a_draft_a_dated_text_and_an_unknown_one_are_refused(name: str) -> None:
    with pytest.raises(NothingToActivate):
        activate(name, effective_from=DAY, **HOW)
    assert not SourceText.objects.exists()


def test_the_same_record_again_is_harmless() -> None:
    first = activate(OLD, effective_from=DAY, **HOW)
    assert activate(OLD, effective_from=DAY, **HOW) == first
    assert Activation.objects.count() == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"effective_from": date(2018, 1, 1)},
        {"official_number": "衢政发〔2018〕2号"},
        {"text": OfficialText(name="另.pdf", media_type="application/pdf", content=b"%PDF other")},
        {"transition": "kinder"},
    ],
    ids=["another day", "another number", "another text", "another rule"],
)
def test_a_second_record_that_says_otherwise_is_refused(changed: dict[str, Any]) -> None:
    activate(OLD, effective_from=DAY, **HOW)
    with pytest.raises(AlreadyActivated):
        activate(OLD, **{"effective_from": DAY} | HOW | changed)
    assert Activation.objects.get().effective_from == DAY


def test_a_text_is_not_in_force_before_its_consultation_has_ended() -> None:
    """衢州's draft was open to comment until 6 June 2017."""
    with pytest.raises(BeforeConsultationEnded):
        activate(OLD, effective_from=date(2017, 6, 6), **HOW)
    activate(OLD, effective_from=date(2017, 6, 7), **HOW)


@pytest.mark.parametrize("day", [date.min, date(1958, 1, 8), ahead(5 * 366 + 1), date.max])
def test_no_text_begins_before_there_was_a_register_or_in_a_far_year(law: Law, day: date) -> None:
    assert NEXT in law.regulations
    with pytest.raises(InvalidInput) as refused:
        activate_next(effective_from=day)

    assert refused.value.errors[0]["field"] == "effective_from"
    assert not Activation.objects.filter(regulation=NEXT).exists()


def test_its_own_consultation_counts_as_well() -> None:
    with next_text(consultation="2026-03-31"), pytest.raises(BeforeConsultationEnded):
        activate_next(effective_from=date(2026, 3, 31))


# —— who may ——


def test_the_citys_administrator_may_activate_a_citys_text() -> None:
    by = administrator()
    assert activate(OLD, effective_from=DAY, **HOW | {"by": by}).activated_by == by


def outsider(kind: str) -> Account:
    if kind == "county":
        return administrator("330802")
    if kind == "another city":
        return administrator("440700")
    return posted(OfficeFactory.create(level=OfficeLevel.CITY), PostingRole(kind))


@pytest.mark.parametrize(
    "kind",
    [
        *(role.value for role in PostingRole if role != PostingRole.SYSTEM_ADMINISTRATOR),
        "county",
        "another city",
    ],
)
def test_nobody_else_may(kind: str) -> None:
    record = ActivationFactory.create()
    by = outsider(kind)
    with pytest.raises(MayNotActivate):
        activate(OLD, effective_from=DAY, **HOW | {"by": by})
    with pytest.raises(MayNotActivate):
        withdraw_activation(record.pk, by=by, reason="误")
    with pytest.raises(MayNotActivate):
        correct_activation(record.pk, by=by, reason="误", effective_from=DAY, official_number="一")
    assert Activation.objects.count() == 1


# —— superseding ——


def test_activating_a_text_ends_the_earlier_one_the_day_before(here: Counter, law: Law) -> None:
    del here
    activate_next(effective_from=ahead(10))

    assert in_force(ahead(9)) == [OLD]
    assert in_force(ahead(10)) == [NEXT]
    assert days_ended(activations()) == {OLD: ahead(9), "qz-draft-2017": date(2017, 10, 31)}
    assert law.stage(OLD, ahead(10), standing().days).state is State.SUPERSEDED


def test_a_future_day_takes_effect_by_itself_at_midnight_in_shanghai(
    here: Counter, law: Law
) -> None:
    del here, law
    first = ahead(1)
    activate_next(effective_from=first)
    midnight = datetime.combine(first, datetime.min.time(), tzinfo=clock.ZONE)

    with clock.frozen(midnight - timedelta(seconds=1)):
        assert in_force(clock.today()) == [OLD]
    with clock.frozen(midnight):
        assert in_force(clock.today()) == [NEXT]


def test_two_texts_of_one_series_do_not_begin_together(here: Counter, law: Law) -> None:
    del here, law
    with pytest.raises(BeginsTogether):
        activate_next(effective_from=date(2017, 11, 1))


def test_a_day_on_which_a_case_was_decided_keeps_its_text(
    here: Counter, five: Five, law: Law
) -> None:
    del law
    application = assessed(here, settlement(five))
    approve(application.pk, by=here.chief)

    with pytest.raises(CasesDecided) as refused:
        activate_next(effective_from=clock.today())

    assert refused.value.facts["decided"] == 1
    assert refused.value.facts["earliest"] == ahead(1).isoformat()
    activate_next(effective_from=ahead(1))


# —— what the text itself says ——


def test_the_rule_a_text_states_is_taken_and_no_other(here: Counter) -> None:
    del here
    with next_text(transition="kinder"):
        with pytest.raises(TransitionStated) as refused:
            activate_next(transition="decision")
        assert refused.value.facts["cite"] == (
            load_law().regulations[NEXT].transition.cite.as_json()  # type: ignore[union-attr] # stated
        )
        assert activate_next().transition == "kinder"


def test_a_text_that_makes_giving_up_rural_rights_a_condition_is_never_activated(
    here: Counter,
) -> None:
    """L23: the one finding that blocks."""
    del here
    with (
        next_text(states="{rural_rights: surrendered}"),
        pytest.raises(AsksForRuralRights) as refused,
    ):
        activate_next()
    assert "农村土地承包法" in str(refused.value.facts["against"])
    assert not Activation.objects.filter(regulation=NEXT).exists()


# —— never half, never changed ——


def test_killed_half_way_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    class KilledError(Exception):
        pass

    def die(*_: object, **__: object) -> None:
        raise KilledError

    monkeypatch.setattr("applications.queries.activating.refuse_decided", die)
    with pytest.raises(KilledError):
        activate(OLD, effective_from=DAY, **HOW)
    assert not Activation.objects.exists()
    assert not SourceText.objects.exists()


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_application_role_cannot_change_a_record(change: str) -> None:
    ActivationFactory.create()
    statement = {
        "update": "update applications_activation set effective_from = '2000-01-01'",
        "delete": "delete from applications_activation",
    }[change]
    with pytest.raises(DatabaseError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_keeps_one_first_record_a_text() -> None:
    ActivationFactory.create()
    with pytest.raises(IntegrityError, match="activation_begins_once"):
        ActivationFactory.create()
