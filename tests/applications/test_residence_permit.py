"""A residence permit applied for, decided, issued: or refused with its clause (P01)."""

from datetime import date, timedelta
from typing import Any, Final

import pytest

from applications.actions import (
    DraftRequest,
    approve,
    assess_if_ready,
    carry_out,
    draft,
    refuse,
    submit,
)
from applications.errors import AlreadyApplying, MayNotDecide, NotEligible
from applications.kinds import KINDS
from applications.models import Application, Kind
from applications.queries.lacking import lacking
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.kernel.periods import add_months
from registry.errors import HoldsPermitAlready, NotResidentHalfAYear, RegisteredInThisCity
from registry.models import Entry, Person, ResidencePermit
from tests.applications.life import event, handed_in, house
from tests.factories import AddressFactory, OfficeFactory, PersonFactory
from tests.filing import SHIXING, Counter, answer, counter, fresh
from tests.holders import holds, lives

pytestmark = pytest.mark.django_db
TODAY: Final = clock.today()
HALF: Final = add_months(TODAY, -6)
SHORT: Final = next(
    day for day in (HALF + timedelta(days=n) for n in range(1, 5)) if add_months(day, 6) > TODAY
)
"""The first day since when it is less than half a year: months end sooner than others."""
TOLD: Final = {"ground": "job", "proof": "劳动合同", "declarant": "段云飞", "declarant_is": "self"}
REGULATION: Final = "居住证暂行条例（国务院令第663号）"
ZHEJIANG: Final = "浙江省流动人口居住登记条例（2016年修订）"
PROOF: Final = {
    "job": ("employment.legal_stable", "human_resources"),
    "dwelling": ("dwelling.legal_and_stable", "public_security"),
    "study": ("study.continuous", "education"),
}


def comes(here: Counter, *, since: date = HALF, **told: Any) -> Person:
    """Let somebody from elsewhere live in the area of the station."""
    return lives(AddressFactory.create(division=here.community), since=since, **told)


def child(*, years: int) -> Person:
    person: Person = PersonFactory.create(
        details={"name": "𠮷小宝", "sex": "1", "birth_date": add_months(TODAY, -12 * years)}
    )
    return person


def permit(person: Person, **told: Any) -> DraftRequest:
    return event(Kind.RESIDENCE_PERMIT, person, TOLD | told)


def proven(here: Counter, request: DraftRequest, *, value: object = True) -> Application:
    """Bring it to the point of decision, each agency answering alike."""
    application = handed_in(here, request)
    for row in application.verifications.filter(status="pending"):
        answer(row, value)
    assess_if_ready(application.pk)
    return fresh(application.pk)


def unmet(application: Application) -> list[tuple[str, str, str]]:
    [channel] = application.assessments.latest("pk").judgement["channels"]
    return [
        (each["fact"], each["cite"]["document"], each["cite"]["clause"])
        for each in channel["findings"]
        if each["satisfied"] is False
    ]


@pytest.mark.parametrize("ground", PROOF)
def test_half_a_year_and_one_ground_is_a_permit_issued_by_the_county(
    here: Counter, ground: str
) -> None:
    person = comes(here)
    application = proven(here, permit(person, ground=ground))
    asked = list(application.verifications.values_list("fact", "agency"))

    approve(application.pk, by=here.approver)
    carry_out(application.pk, by=here.officer)

    issued = ResidencePermit.objects.get()
    assert asked == [PROOF[ground]]
    assert (issued.person, issued.ground, issued.office) == (person, ground, here.office)
    assert issued.period.lower == TODAY
    entry = Entry.objects.get(kind="permit_issued")
    assert (entry.application, entry.legal_basis["document"]) == (application.pk, REGULATION)


def test_the_permit_is_in_their_hand_within_fifteen_days_of_acceptance(here: Counter) -> None:
    """Article 9: 15 days, not working days, and they cover the issue."""
    application = handed_in(here, permit(comes(here)))
    [decide] = application.deadlines.filter(step="decide")
    last = decide.due_at.astimezone(clock.ZONE).date() - timedelta(days=1)
    for row in application.verifications.filter(status="pending"):
        answer(row, value=True)
    assess_if_ready(application.pk)
    approve(application.pk, by=here.approver)

    assert last >= TODAY + timedelta(days=15)
    assert "第九条" in decide.basis
    assert application.deadlines.get(step="carry_out").due_at == decide.due_at


def test_a_day_short_of_half_a_year_is_refused_with_article_2(here: Counter) -> None:
    person = comes(here, since=SHORT)
    application = proven(here, permit(person))

    with pytest.raises(NotEligible):
        approve(application.pk, by=here.approver)
    refuse(application.pk, by=here.approver, grounds="居住不满半年")

    assert unmet(application) == [("residence.months_continuous", REGULATION, "第二条")]
    assert not ResidencePermit.objects.exists()


def test_in_zhejiang_the_half_year_counts_from_the_registration(here: Counter) -> None:
    late = comes(here, since=add_months(TODAY, -20), registered_on=SHORT)
    elsewhere = counter(dated=False, at=SHIXING)
    same = comes(elsewhere, since=add_months(TODAY, -20), registered_on=TODAY)

    refused, granted = proven(here, permit(late)), proven(elsewhere, permit(same))

    assert [fact for fact, *_ in unmet(refused)] == ["residence.months_continuous"]
    assert unmet(granted) == []


def test_zhejiang_waives_it_for_recruited_talents_and_the_station_finds_out(here: Counter) -> None:
    person = comes(here, since=TODAY)
    application = handed_in(here, permit(person, waiver="talent"))
    told = lacking(application, on=TODAY)

    assert application.event == "PERMIT_JOB_NOW"
    assert [line.split("——")[0] for line in told] == [
        f"{person.particulars.get().name}：属于当地规定不受居住半年限制的人员"
    ]


def test_where_no_text_waives_it_nobody_is_exempt() -> None:
    here = counter(dated=False, at=SHIXING)
    with pytest.raises(InvalidInput) as refused:
        draft(permit(comes(here), waiver="investor"), by=here.auxiliary)
    assert {each["field"] for each in refused.value.errors} == {"details.waiver"}
    assert not Application.objects.exists()


def test_what_no_agency_knows_is_told_once_with_its_paper(here: Counter) -> None:
    application = handed_in(here, permit(comes(here), ground="study"))
    for row in application.verifications.all():
        answer(row, None)
    [line] = lacking(application, on=TODAY)

    papers = [each.kind for each in KINDS[Kind.RESIDENCE_PERMIT].documents(application, [])]
    assert "连续就读——就读证明（学生证或就读学校出具的证明）（出具：教育部门" in line
    assert papers == ["identity_card", "portrait", "home_proof", "study_proof"]


def test_a_parent_applies_for_a_child_and_shows_their_own_card_too(here: Counter) -> None:
    person = comes(here, person=child(years=15))
    application = proven(here, permit(person, ground="study", declarant_is="parent"))
    approve(application.pk, by=here.approver)

    papers = [each.kind for each in KINDS[Kind.RESIDENCE_PERMIT].documents(application, [])]
    assert papers[-1] == "agent_card"
    assert unmet(application) == []


def test_for_a_grown_up_somebody_looks_into_why_another_applies(here: Counter) -> None:
    person = comes(here, person=child(years=16))
    application = handed_in(here, permit(person, declarant_is="parent"))
    asked = set(application.verifications.values_list("fact", "status"))
    assert ("person.hindered", "by_hand") in asked


@pytest.mark.parametrize("who", ["neighbour", "institution", "head"])
def test_nobody_else_applies_for_somebody(here: Counter, who: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        draft(permit(comes(here), declarant_is=who), by=here.auxiliary)
    assert {each["field"] for each in refused.value.errors} == {"details.declarant_is"}


def test_the_station_does_not_sign_what_the_county_issues(here: Counter) -> None:
    application = proven(here, permit(comes(here)))
    with pytest.raises(MayNotDecide):
        approve(application.pk, by=here.chief)


def test_whoever_lives_nowhere_on_record_registers_first(here: Counter) -> None:
    with pytest.raises(InvalidInput) as refused:
        draft(permit(PersonFactory.create()), by=here.auxiliary)
    assert {each["field"] for each in refused.value.errors} == {"parties.0.person"}


def test_whoever_is_registered_in_this_city_is_refused_at_once(here: Counter) -> None:
    person = house(here).residences.get().person
    comes(here, person=person)
    with pytest.raises(RegisteredInThisCity) as refused:
        draft(permit(person), by=here.auxiliary)
    assert refused.value.facts["cite"] == {"document": REGULATION, "clause": "第二条"}
    assert not Application.objects.exists()


def test_whoever_holds_one_of_this_city_is_refused_at_once(here: Counter) -> None:
    person = comes(here)
    holds(person, here.office, "330803", since=date(2026, 1, 1))
    with pytest.raises(HoldsPermitAlready):
        draft(permit(person), by=here.auxiliary)


def test_a_second_application_while_one_is_open_is_refused(here: Counter) -> None:
    person = comes(here)
    first = handed_in(here, permit(person))
    second = draft(permit(person), by=here.auxiliary)
    with pytest.raises(AlreadyApplying) as refused:
        submit(second.pk, by=here.auxiliary)
    assert refused.value.facts["applications"] == [str(first.pk)]


def test_the_permit_of_the_city_somebody_left_ends_with_the_new_one(here: Counter) -> None:
    person = comes(here)
    old = holds(person, OfficeFactory.create(), "440222", since=date(2024, 1, 1))
    application = proven(here, permit(person))
    approve(application.pk, by=here.approver)
    carry_out(application.pk, by=here.officer)

    old.refresh_from_db()
    assert (old.end_reason, old.period.upper) == ("left", TODAY)
    assert ResidencePermit.objects.filter(period__endswith=None).count() == 1


def test_whoever_moved_away_meanwhile_is_issued_nothing_and_the_file_stays(here: Counter) -> None:
    person = comes(here)
    application = proven(here, permit(person))
    approve(application.pk, by=here.approver)
    person.actual_residences.all().delete()

    with pytest.raises(NotResidentHalfAYear):
        carry_out(application.pk, by=here.officer)

    assert fresh(application.pk).status == "approved"
    assert not ResidencePermit.objects.exists()
