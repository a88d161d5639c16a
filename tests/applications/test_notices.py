"""Notices (受理、一次性告知、决定书): one text, frozen at the first print, the same ever after."""

import json
from datetime import date
from typing import Final

import pytest

from applications.actions import (
    PartyRequest,
    approve,
    ask_for_supplement,
    assess_if_ready,
    carry_out,
    issue_notice,
    refuse,
)
from applications.errors import DecidesOwnCase, MayNotHandle
from applications.models import Application, Assessment, PartyRole
from applications.queries.case import case_file
from applications.queries.notices import notice_of
from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from registry.actions import print_document
from registry.documents import pdf, rendered
from registry.errors import CharactersNotPrintable
from registry.models import (
    Account,
    Disclosure,
    DocumentKind,
    IssuedDocument,
    PostingRole,
)
from registry.queries import scope_of
from tests.documents.reading import pages
from tests.factories import OfficeFactory, PersonFactory, ResidenceFactory
from tests.filing import (
    FILED,
    Agencies,
    Counter,
    Five,
    accepted,
    answer_all,
    assessed,
    posted,
    settlement,
)

RARE: Final = "𠮷·買買提"
LETTER: Final = DocumentKind.DECISION_LETTER
HOMELESS: Final = "没有合法稳定住所"


def eight(five: Five) -> list[PartyRequest]:
    """Return the family with three more children, one of whom has a rare name."""
    children = [
        PersonFactory.create(details={"name": name, "sex": "2", "birth_date": date(2012, 1, day)})
        for day, name in enumerate((RARE, "周小河", "周小溪"), start=1)
    ]
    for child in children:
        ResidenceFactory.create(person=child, household=five.home, relation="30")
    asked = settlement(five).parties
    more = [
        PartyRequest(role=PartyRole.COMPANION, person_id=child.pk, relation="child")
        for child in children
    ]
    return [*asked, *more]


def refused(here: Counter, five: Five, *, grounds: str = HOMELESS) -> Application:
    homeless = Agencies(of={(five.applicant.pk, "dwelling.tenure"): "none"})
    application = assessed(here, settlement(five, parties=eight(five)), homeless)
    refuse(application.pk, by=here.chief, grounds=grounds)
    return application


def shown(application: Application, kind: DocumentKind, by: Account) -> list[str]:
    """Return every line that the page shows."""
    today = clock.today()
    file = case_file(application.pk, scope=scope_of(by, on=today), on=today)
    said = notice_of(file, kind)
    return [
        text
        for sheet in said.sheets
        for text in (
            *sheet.text,
            *(cell for table in sheet.tables for row in table.rows for cell in row),
        )
    ]


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_a_refusal_prints_over_pages_with_every_line_of_the_screen(
    here: Counter, five: Five
) -> None:
    """A10, Beyond 22: the same text for officer and applicant; a family of eight, a rare name."""
    application = refused(here, five)

    document = issue_notice(application.pk, LETTER, by=here.officer)
    told = pages(pdf(document))

    assert len(told) > 1
    assert all(document.serial in page for page in told)
    paper = squeezed("".join(told))
    assert RARE in paper
    for line in shown(application, LETTER, here.officer):
        assert squeezed(line) in paper
    assert "须“自有、租赁或公共租赁的住所”，查明为：无" in paper
    assert "行政复议" in paper
    assert "报道文本" in paper
    assert paper.count("随迁人员不能单独落户") == 7


def test_a_letter_that_is_asked_for_again_is_the_same_paper(here: Counter, five: Five) -> None:
    application = assessed(here, settlement(five))
    approve(application.pk, by=here.chief)

    first = issue_notice(application.pk, LETTER, by=here.officer)
    carry_out(application.pk, by=here.officer)
    again = issue_notice(application.pk, LETTER, by=here.chief)

    assert again.pk == first.pk
    assert pdf(again) == pdf(first)
    assert IssuedDocument.objects.filter(kind=LETTER).count() == 1


def test_who_reads_the_letter_is_logged_and_so_is_every_print(here: Counter, five: Five) -> None:
    application = assessed(here, settlement(five))
    approve(application.pk, by=here.chief)
    document = issue_notice(application.pk, LETTER, by=here.officer)

    print_document(document, by=here.officer)

    read = Disclosure.objects.filter(kind="document", application=application.pk)
    assert read.count() == 2
    assert all(five.applicant.pk in each.people for each in read)


def test_before_a_decision_there_is_no_letter_to_issue(here: Counter, five: Five) -> None:
    application = accepted(here, settlement(five))
    with pytest.raises(NotFound):
        issue_notice(application.pk, LETTER, by=here.officer)
    assert not IssuedDocument.objects.exists()


def test_the_letter_of_another_office_is_not_issued_here(here: Counter, five: Five) -> None:
    application = assessed(here, settlement(five))
    approve(application.pk, by=here.chief)
    stranger = posted(OfficeFactory.create(), PostingRole.OFFICER)
    with pytest.raises(MayNotHandle):
        issue_notice(application.pk, LETTER, by=stranger)
    assert not IssuedDocument.objects.exists()


def test_a_name_that_no_font_has_is_refused_and_nothing_is_stored(
    here: Counter, five: Five
) -> None:
    rare = PersonFactory.create(details={"name": "周\U0002ebf0", "birth_date": date(2012, 5, 5)})
    ResidenceFactory.create(person=rare, household=five.home, relation="30")
    child = PartyRequest(role=PartyRole.COMPANION, person_id=rare.pk, relation="child")
    request = settlement(five, parties=[*settlement(five).parties, child])
    application = assessed(here, request)
    approve(application.pk, by=here.chief)

    with pytest.raises(CharactersNotPrintable):
        issue_notice(application.pk, LETTER, by=here.officer)
    assert not IssuedDocument.objects.exists()


def test_a_very_long_reason_runs_over_pages_and_is_whole(here: Counter, five: Five) -> None:
    grounds = "".join(
        f"第{at}点，经实地走访并核对登记资料，住所情况与申报不符。" for at in range(1, 90)
    )
    application = refused(here, five, grounds=grounds)
    told = pages(pdf(issue_notice(application.pk, LETTER, by=here.officer)))
    # The foot of each page stands between two parts of the text.
    assert all(f"第{at}点" in "".join(told) for at in range(1, 90))


def test_what_nobody_answered_is_to_be_supplied_and_is_not_called_unmet(
    here: Counter, five: Five
) -> None:
    silent = Agencies(of={(five.mother.pk, "relation.cohabits"): None})
    application = accepted(here, settlement(five))
    answer_all(application, silent)
    assess_if_ready(application.pk)
    approve(application.pk, by=here.chief, grounds="母亲情况未查明")

    lines = shown(application, LETTER, here.officer)
    paper = squeezed("".join(pages(pdf(issue_notice(application.pk, LETTER, by=here.officer)))))

    assert "请补充能够证明“共同居住生活”的材料" in lines
    assert "郑桂花（父母）：尚未准予，请补充" in paper
    assert "郑桂花未满足的要求" not in paper
    assert not any(each.startswith("须“") for each in lines)


def test_an_acceptance_says_what_is_checked_and_by_when_it_is_decided(
    here: Counter, five: Five
) -> None:
    application = accepted(here, settlement(five))
    lines = shown(application, DocumentKind.ACCEPTANCE_NOTICE, here.officer)
    paper = squeezed(
        "".join(
            pages(
                pdf(issue_notice(application.pk, DocumentKind.ACCEPTANCE_NOTICE, by=here.officer))
            )
        )
    )
    assert all(squeezed(each) in paper for each in lines)
    assert "共同居住生活" in paper
    assert any("前作出决定" in each for each in lines)
    assert not any("19840302" in each for each in lines)


def test_a_second_supplement_has_a_notice_of_its_own(here: Counter, five: Five) -> None:
    application = accepted(here, settlement(five))
    kind = DocumentKind.SUPPLEMENT_NOTICE
    ask_for_supplement(application.pk, by=here.officer, needed=["房屋租赁合同（备案）"])
    first = issue_notice(application.pk, kind, by=here.officer)

    assert issue_notice(application.pk, kind, by=here.officer).pk == first.pk
    assert "房屋租赁合同（备案）" in squeezed("".join(pages(pdf(first))))


def test_a_letter_is_drawn_as_pictures_too(here: Counter, five: Five) -> None:
    document = issue_notice(refused(here, five).pk, LETTER, by=here.officer)
    drawn = rendered(document, "png")
    assert isinstance(drawn, list)
    assert all(each.startswith(b"\x89PNG") for each in drawn)


def test_the_text_decided_by_is_named_as_it_was_called_that_day(here: Counter, five: Five) -> None:
    application = assessed(here, settlement(five))
    frozen = application.assessments.get().judgement["text"]
    assert frozen == {
        "title": "衢州市人民政府关于进一步推进户籍制度改革的实施意见（报道）",
        "number": "",
        "is_reported": True,
    }
    assert application.applied_on == FILED


def test_a_case_decided_by_an_earlier_version_of_the_law_keeps_its_words(
    here: Counter, five: Five
) -> None:
    """What was frozen is printed, whatever the packs say today."""
    homeless = Agencies(of={(five.applicant.pk, "dwelling.tenure"): "none"})
    application = assessed(here, settlement(five), homeless)
    now = application.assessments.get()
    old = json.loads(
        json.dumps(now.judgement, ensure_ascii=False)
        .replace("自有、租赁或公共租赁的住所", "当时规定的住所")
        .replace("衢州市人民政府关于进一步推进", "衢州市人民政府关于当时推进")
    )
    Assessment.objects.create(
        application=application,
        sequence=2,
        regulation=now.regulation,
        channel=now.channel,
        law_version="0" * 64,
        judged_on=now.judged_on,
        facts=now.facts,
        judgement=old,
        outcome=now.outcome,
        digest=now.digest,
        assessed_at=now.assessed_at,
    )
    refuse(application.pk, by=here.chief, grounds=HOMELESS)

    paper = squeezed("".join(pages(pdf(issue_notice(application.pk, LETTER, by=here.officer)))))

    assert "须“当时规定的住所”，查明为：无" in paper
    assert "符合“当时规定的住所”后" in paper
    assert "衢州市人民政府关于当时推进" in paper
    assert "自有、租赁或公共租赁的住所" not in paper


def test_a_party_neither_issues_a_notice_nor_asks_for_papers(here: Counter, five: Five) -> None:
    application = accepted(here, settlement(five))
    Account.objects.filter(pk=here.officer.pk).update(person=five.son)
    officer = Account.objects.get(pk=here.officer.pk)

    with pytest.raises(DecidesOwnCase):
        issue_notice(application.pk, DocumentKind.ACCEPTANCE_NOTICE, by=officer)
    with pytest.raises(DecidesOwnCase):
        ask_for_supplement(application.pk, by=officer, needed=["户口簿"])
    assert not IssuedDocument.objects.exists()
