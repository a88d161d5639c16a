"""The letter of a decision (决定书): clauses, facts, evidence, what would change it, appeal."""

from uuid import uuid4

import pytest

from applications.actions import (
    Upload,
    approve,
    assess,
    attach,
    carry_out,
    refuse,
    replace_by_document,
)
from applications.models import Application
from applications.queries.letter import Letter, appeals, letter
from hukou.kernel.errors import NotFound
from tests.factories import OfficeFactory
from tests.filing import FILED, Agencies, Counter, Five, accepted, answer_all, assessed, settlement

PDF = Upload(name="合同.pdf", content_type="application/pdf", content=b"%PDF-1.7 lease")


def refused(here: Counter, five: Five) -> tuple[Application, Letter]:
    agencies = Agencies(of={(five.applicant.pk, "dwelling.tenure"): "none"})
    application = assessed(here, settlement(five), agencies)
    refuse(application.pk, by=here.chief, grounds="没有合法稳定住所")
    return application, letter(application.pk)


def approved(here: Counter, five: Five) -> tuple[Application, Letter]:
    application = assessed(here, settlement(five))
    approve(application.pk, by=here.chief)
    return application, letter(application.pk)


def test_a_refusal_cites_the_clause_and_what_would_change_it(here: Counter, five: Five) -> None:
    """Row A10."""
    _, said = refused(here, five)
    assert said.outcome == "refused"
    assert said.clauses == [
        {
            "document": "衢州市人民政府关于进一步推进户籍制度改革的实施意见（报道）",
            "clause": "对有合法稳定住所者全面放开落户限制",
        }
    ]
    assert not any(person.is_granted for person in said.people)


def test_a_refusal_sets_what_was_required_beside_what_was_found(here: Counter, five: Five) -> None:
    _, said = refused(here, five)
    applicant = said.people[0]
    [unmet] = applicant.unmet
    assert (unmet.condition, unmet.found) == ("自有、租赁或公共租赁的住所", "none")
    assert unmet.cite["clause"] == "对有合法稳定住所者全面放开落户限制"
    [line] = applicant.would_change
    assert line.startswith("住所来源现为无，符合“自有、租赁或公共租赁的住所”后（《")
    assert line.endswith("》对有合法稳定住所者全面放开落户限制），可重新申请")


def test_a_partial_approval_tells_only_those_left_out_what_they_lack(
    here: Counter, five: Five
) -> None:
    apart = Agencies(of={(five.mother.pk, "relation.cohabits"): False})
    application = assessed(here, settlement(five), apart)
    approve(application.pk, by=here.chief, grounds="母亲未共同居住")
    said = letter(application.pk)
    told = {person.name: person for person in said.people}
    assert [name for name, person in told.items() if not person.is_granted] == ["郑桂花"]
    assert [name for name, person in told.items() if person.unmet] == ["郑桂花"]
    assert told["郑桂花"].would_change


def test_a_letter_names_who_applied_and_a_report_as_what_it_is(here: Counter, five: Five) -> None:
    _, said = refused(here, five)
    assert said.applicant == "周建国"
    assert said.basis.title == "衢州市人民政府关于进一步推进户籍制度改革的实施意见"
    assert said.basis.is_reported


def test_review_is_by_the_government_of_the_county(here: Counter, five: Five) -> None:
    _, said = refused(here, five)
    assert said.appeal[0].body == "柯城区人民政府"


@pytest.mark.django_db
def test_review_of_a_county_that_is_not_known_names_none() -> None:
    [review, _] = appeals(OfficeFactory.create(), on=FILED)
    assert review.body == "本机关所在地的县级人民政府"


def test_every_letter_names_two_ways_of_appeal(here: Counter, five: Five) -> None:
    """Row A10: the appeal route."""
    _, said = refused(here, five)
    assert [each.way for each in said.appeal] == ["行政复议", "行政诉讼"]
    assert all(each.within and each.basis and each.body for each in said.appeal)


def test_an_approval_has_the_same_parts(here: Counter, five: Five) -> None:
    _, said = approved(here, five)
    assert said.outcome == "approved"
    assert said.clauses
    assert [person.is_granted for person in said.people] == [True] * 5
    assert not any(person.unmet or person.would_change for person in said.people)
    assert [each.way for each in said.appeal] == ["行政复议", "行政诉讼"]


def test_a_letter_says_of_every_fact_whose_word_it_is(here: Counter, five: Five) -> None:
    """Row A10: facts and evidence."""
    _, said = approved(here, five)
    facts = {fact.fact: fact for fact in said.people[0].facts}
    tenure = facts["dwelling.tenure"]
    assert (tenure.label, tenure.source, tenure.vouched_by, tenure.receipt) == (
        "住所来源",
        "部门核查",
        "不动产登记机构",
        "回执1",
    )
    assert facts["person.birth_date"].source == "户口登记簿"


def test_a_document_is_named_by_its_digest(here: Counter, five: Five) -> None:
    application = accepted(here, settlement(five))
    paper = attach(application.pk, PDF, kind="lease_contract", by=here.auxiliary)
    row = application.verifications.get(fact="dwelling.tenure")
    replace_by_document(
        row.pk, by=here.officer, document_id=paper.pk, value="leased", reason="停机"
    )
    answer_all(application)
    assess(application.pk, by=here.officer)
    approve(application.pk, by=here.chief)

    [tenure] = [
        fact for fact in letter(application.pk).people[0].facts if fact.fact == "dwelling.tenure"
    ]
    assert (tenure.source, tenure.receipt) == ("书面材料", paper.sha256)


def test_a_letter_says_when_a_date_was_set_for_demonstration(here: Counter, five: Five) -> None:
    _, said = approved(here, five)
    assert {each["id"] for each in said.flags} == {"A-QZ-1", "demonstration-date"}


def test_a_letter_still_says_where_people_lived_when_it_was_decided(
    here: Counter, five: Five
) -> None:
    """Rows V07 and A10: the view as it was known then."""
    application, before = approved(here, five)

    carry_out(application.pk, by=here.officer)

    assert letter(application.pk) == before
    hukou = [fact for fact in before.people[0].facts if fact.fact == "person.hukou_place"]
    assert [fact.value for fact in hukou] == ["330824"]


def test_before_the_decision_there_is_no_letter(here: Counter, five: Five) -> None:
    application = accepted(here, settlement(five))
    for unknown in (application.pk, uuid4()):
        with pytest.raises(NotFound):
            letter(unknown)
