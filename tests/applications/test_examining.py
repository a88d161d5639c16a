"""Who is heard before a decision (审核): level by level, and two persons where the pack asks it."""

import pytest

from applications.actions import (
    approve,
    assess,
    attach,
    carry_out,
    examine,
    refuse,
    replace_by_document,
)
from applications.errors import (
    DecidesOwnCase,
    ExaminedAgainst,
    GaveOpinion,
    GroundsMissing,
    MayNotDecide,
    NotToBeExamined,
    NotYetExamined,
)
from applications.models import Application, Decision, Examination, Kind, Stage, Step
from applications.workflow import Action, Status
from registry.models import Account, PostingRole
from tests.applications.life import PDF, city_approver, event, examined, proven
from tests.cast import Family, family
from tests.factories import AddressFactory
from tests.filing import Counter, Five, assessed, fresh, posted, settlement

ABOUT = {
    "reason": "本人申请",
    "proof": "申请书",
    "declarant": "欧阳",
    "declarant_is": "self",
}


@pytest.fixture
def home(here: Counter) -> Family:
    return family(here.office, address=AddressFactory.create(division=here.community))


@pytest.fixture
def correction(here: Counter, home: Family) -> Application:
    """A correction of a birth date: the city decides, after station and county."""
    told = {"birth_date": "1974-05-02", **ABOUT}
    return fresh(proven(here, event(Kind.CORRECTION, home.father, told)).pk)


@pytest.fixture
def number(here: Counter, home: Family) -> Application:
    """A change of number: the county decides, after a second officer has seen it."""
    told = {**ABOUT, "reason": "shared"}
    return fresh(proven(here, event(Kind.NUMBER, home.father, told)).pk)


def due(application: Application) -> list[tuple[str, bool]]:
    steps = [Step.STATION, Step.COUNTY, Step.SECOND]
    rows = application.deadlines.filter(step__in=steps).order_by("id")
    return [(row.step, row.met_at is not None) for row in rows]


def test_the_city_decides_after_station_and_county_were_heard(
    here: Counter, correction: Application
) -> None:
    city = city_approver(here)
    with pytest.raises(NotYetExamined) as early:
        approve(correction.pk, by=city)
    assert early.value.facts["stages"] == ["station", "county_bureau"]
    assert not Decision.objects.exists()

    examine(correction.pk, by=here.officer, stage="station", agrees=True)
    with pytest.raises(NotYetExamined) as half:
        approve(correction.pk, by=city)
    assert half.value.facts["stages"] == ["county_bureau"]

    examine(correction.pk, by=here.approver, stage="county_bureau", agrees=True)
    assert approve(correction.pk, by=city).decided_by == city
    assert fresh(carry_out(correction.pk, by=here.officer).pk).status == Status.REGISTERED


def test_each_stage_has_its_own_deadline_in_its_turn(
    here: Counter, correction: Application
) -> None:
    """A05: the station's runs from acceptance, the county's from the station's opinion."""
    assert due(correction) == [("station", False)]
    examine(correction.pk, by=here.officer, stage="station", agrees=True)
    assert due(correction) == [("station", True), ("county_bureau", False)]
    examine(correction.pk, by=here.approver, stage="county_bureau", agrees=True)
    assert due(correction) == [("station", True), ("county_bureau", True)]


def test_an_upper_level_is_not_heard_before_the_lower_one(
    here: Counter, correction: Application
) -> None:
    with pytest.raises(NotToBeExamined) as refused:
        examine(correction.pk, by=here.approver, stage="county_bureau", agrees=True)
    assert refused.value.facts["turn"] == "station"
    assert not Examination.objects.exists()


@pytest.mark.parametrize("who", ["auxiliary", "approver"])
def test_a_stage_is_for_its_own_level(here: Counter, correction: Application, who: str) -> None:
    with pytest.raises(MayNotDecide):
        examine(correction.pk, by=getattr(here, who), stage="station", agrees=True)
    assert not Examination.objects.exists()


def test_a_station_is_not_heard_about_the_file_of_another(
    five: Five, correction: Application
) -> None:
    stranger = posted(five.home.office, PostingRole.OFFICER)
    with pytest.raises(MayNotDecide):
        examine(correction.pk, by=stranger, stage="station", agrees=True)


def test_nobody_is_heard_about_their_own_or_their_kin(
    here: Counter, home: Family, correction: Application
) -> None:
    """A04."""
    for person in (home.father, home.son):
        Account.objects.filter(pk=here.officer.pk).update(person=person)
        own = Account.objects.get(pk=here.officer.pk)
        with pytest.raises(DecidesOwnCase):
            examine(correction.pk, by=own, stage="station", agrees=True)
    assert not Examination.objects.exists()


def test_what_somebody_does_not_agree_to_is_not_approved_but_may_be_refused(
    here: Counter, correction: Application
) -> None:
    city = city_approver(here)
    with pytest.raises(GroundsMissing):
        examine(correction.pk, by=here.officer, stage="station", agrees=False)
    examine(correction.pk, by=here.officer, stage="station", agrees=False, grounds="档案不符")
    examine(correction.pk, by=here.approver, stage="county_bureau", agrees=True)

    with pytest.raises(ExaminedAgainst) as refused:
        approve(correction.pk, by=city)

    assert refused.value.facts["stages"] == ["station"]
    clauses = [{"document": "登记条例", "clause": "第十七条"}]
    assert refuse(correction.pk, by=city, grounds="档案不符", clauses=clauses).pk


def test_an_assessment_that_comes_to_the_same_needs_no_new_opinion(
    here: Counter, correction: Application
) -> None:
    """OC #11451: the same approval is not asked for again, unless something else is decided on."""
    city = city_approver(here)
    examined(here, correction)
    assess(correction.pk, by=here.officer)
    assert due(correction) == [("station", True), ("county_bureau", True)]

    paper = attach(correction.pk, PDF, kind="investigation_report", by=here.auxiliary)
    row = correction.verifications.all()[0]
    replace_by_document(row.pk, by=here.officer, document_id=paper.pk, value=True, reason="新件")
    assess(correction.pk, by=here.officer)

    with pytest.raises(NotYetExamined) as refused:
        approve(correction.pk, by=city)
    assert refused.value.facts["stages"] == ["station", "county_bureau"]
    assert due(correction)[-1] == ("station", False)


def test_two_persons_see_a_change_of_number(here: Counter, number: Application) -> None:
    with pytest.raises(NotYetExamined) as alone:
        approve(number.pk, by=here.approver)
    assert alone.value.facts["cite"]["clause"] == "双人复核"  # type: ignore[index] # a mapping

    examine(number.pk, by=here.approver, stage="second_officer", agrees=True)
    with pytest.raises(GaveOpinion):
        approve(number.pk, by=here.approver)
    second = posted(here.bureau, PostingRole.COUNTY_APPROVER)
    assert approve(number.pk, by=second).decided_by == second


def test_the_second_officer_is_one_who_could_decide(here: Counter, number: Application) -> None:
    for who in (here.auxiliary, here.officer, here.chief):
        with pytest.raises(MayNotDecide):
            examine(number.pk, by=who, stage="second_officer", agrees=True)
    assert not Examination.objects.exists()


def test_nobody_is_heard_where_no_rule_asks_it(here: Counter, five: Five) -> None:
    application = assessed(here, settlement(five))
    with pytest.raises(NotToBeExamined):
        examine(application.pk, by=here.officer, stage="station", agrees=True)
    assert approve(application.pk, by=here.chief).pk


def test_what_was_said_is_kept_with_its_post_and_its_rule_and_logged(
    here: Counter, correction: Application
) -> None:
    said = examine(correction.pk, by=here.chief, stage="station", agrees=True, grounds="属实")

    assert said.authority["role"] == "chief"
    assert said.authority["cite"]["clause"] == "市级审批事项逐级审核"
    step = correction.transitions.get(action=Action.EXAMINE)
    assert (step.by, step.note) == (here.chief, "属实")
    assert step.details == {"stage": "station", "agrees": True}
    with pytest.raises(NotToBeExamined):
        examine(correction.pk, by=here.officer, stage=Stage.STATION, agrees=True)
