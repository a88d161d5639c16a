"""Who looked at whom: every page that shows a person leaves a row (查询日志)."""

from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from pytest_django.fixtures import Settings

from applications.actions import (
    DraftRequest,
    Newcomer,
    PartyRequest,
    Upload,
    approve,
    ask_for_supplement,
    assess_if_ready,
    attach,
    draft,
)
from applications.models import Kind, PartyRole
from hukou.kernel import clock
from registry.actions import issue_document
from registry.documents import Booklet
from registry.models import (
    Account,
    Disclosure,
    IssuedDocument,
    Office,
    OfficeLevel,
    Person,
    PostingRole,
)
from tests.factories import OfficeFactory
from tests.filing import Five, answer_all, posted, settlement
from tests.permissions.stock_files import Words
from tests.permissions.stock_identity_cards import cards
from tests.permissions.stock_rounds import applicant_pages, round_of
from tests.web.conftest import Visit
from tests.web.school import staged
from tests.web.test_access import TABLE, address
from tests.web.world import World, world

pytestmark = pytest.mark.django_db

NOBODY: Final = {
    "sign-in",
    "second-step",
    "first-factor",
    "own-factors",
    "own-factor-remove",
    "own-recovery-codes",
    "own-password",
    "accounts",
    "account-new",
    "account",
    "account-log",
    "search",
    "benefits",
    "residence-register",
    "permit-coverage",
    "service-gaps",
    "service-gaps-export",
    "head-search",
    "open-search",
    "split-search",
    "merge-search",
    "transfer-search",
    "address-search",
    "division-picker",
    "worklist",
    "collectives",
    "collective-new",
    "public-collectives",
    "print-centre",
    "division-tree",
    "division-change",
    "division-undo",
    "village-to-community",
    "urban-rural",
    "urban-rural-export",
    "urban-rural-change",
    "renumberings",
    "address-export",
    "renumbering",
    "corrections",
    "verify",
    "imports",
    "audit",
    "audit-heads",
    "import-run",
    "quality-summary",
    "visits",
    "visit-new",
    "site-visits",
    "operations",
    "quality-rules",
    "quality-rule",
    "comparisons",
    "comparison-new",
    "comparison",
    "comparison-progress",
    "compared-family",
    "comparison-report",
    "comparison-export",
    "regulations",
    "obligations",
    "obligation",
    "obligation-evidence",
    "obligation-calendar",
    "obligation-calendar-file",
    "delegations",
    "delegation-new",
    "delegation",
    "explain",
    "explain-sheet",
    "text-new",
    "text",
    "text-original",
    "regulation",
    "lint-finding",
    "regulation-activate",
    "regulation-pending",
    "old-rules",
    "old-rule-enter",
    "old-rule",
    "disagreements",
    "workload",
    "rehearsal",
    "points",
    "oversight",
    "oversight-rule",
    "oversight-review",
    "deadlines",
    "one-visit",
    "receptions",
    "card-points",
    "quotas",
    "quota",
    "rounds",
    "round",
    "round-list",
    "round-objections",
    "round-objection",
}
"""Pages that open nobody's data; lists name files and documents by number and holder.

Nor does the console (admin:…): it holds no table of people, and no account says who is behind it.
A list of a round masks every name.
"""
SHOWN: Final = sorted(
    name
    for name, (how, _) in TABLE.items()
    if "GET" in how and name not in NOBODY and not name.startswith("admin:")
)
WORDS: Final = Words("样本", 1)
PAPER: Final = Upload(name="合同", content_type="application/pdf", content=b"%PDF-1.7\n1 0 obj")


@pytest.fixture
def there(settings: Settings, tmp_path: Path) -> World:
    settings.MEDIA_ROOT = tmp_path
    return world()


@pytest.fixture
def overseer(there: World) -> Account:
    """Somebody above every office, who may open all there is."""
    assert there.here.office.parent is not None
    city = OfficeFactory.create(name="市局", level=OfficeLevel.CITY)
    Office.objects.exclude(pk=city.pk).filter(parent=None).update(parent=city)
    return posted(city, PostingRole.CHIEF)


def birth(family: Five) -> DraftRequest:
    """A child born in the family's old home, with the applicant as father."""
    child = Newcomer(name="周小荷", sex="2", birth_date=clock.today() - timedelta(days=10))
    return DraftRequest(
        kind=Kind.BIRTH,
        applied_on=clock.today(),
        parties=[
            PartyRequest(role=PartyRole.NEWBORN, newcomer=child, relation_to_head="30"),
            PartyRequest(role=PartyRole.PARENT, person_id=family.applicant.pk, relation="father"),
        ],
        household_id=family.home.pk,
        details={"certificate": "T330000001", "declarant": "周建国"},
    )


def death(person: Person) -> DraftRequest:
    """The applicant has died."""
    told = {
        "died_on": (clock.today() - timedelta(days=1)).isoformat(),
        "certificate": "浙A-1",
        "declarant": "吴秀英",
        "declarant_is": "spouse",
    }
    return DraftRequest(
        kind=Kind.DEATH,
        applied_on=clock.today(),
        parties=[PartyRequest(role=PartyRole.SUBJECT, person_id=person.pk)],
        details=told,
    )


def issued(there: World) -> IssuedDocument:
    """A booklet that the family's own station issued."""
    station = there.family.home.office
    officer = posted(station, PostingRole.OFFICER)
    return issue_document(Booklet(there.family.home.pk), office=station, by=officer)


def stocked(name: str, there: World) -> dict[str, object]:
    """Give the applicant a card to wait for, or a part in a round."""
    if name.startswith("card"):
        family = {"father": there.family.applicant, "mother": there.family.applicant}
        return cards(there.here, family, WORDS)
    if name != "round-applicant":
        return {}
    keys = round_of(there.here, there.application.pk, WORDS)
    return keys | applicant_pages(keys)[name]


def opened(name: str, there: World, overseer: Account) -> str:
    """Bring the file to where this page can be seen, and return the page's address."""
    values = dict(there.values)
    if name in ("application-edit", "application-check", "birth-check", "event-check"):
        values["application_id"] = draft(settlement(there.family), by=overseer).pk
    if name == "birth-edit":
        values["application_id"] = draft(birth(there.family), by=overseer).pk
    if name == "event-edit":
        values["application_id"] = draft(death(there.family.applicant), by=overseer).pk
    if name == "application-supplement":
        ask_for_supplement(there.application.pk, by=there.here.officer, needed=["住所证明"])
    if name == "application-letter":
        answer_all(there.application)
        assess_if_ready(there.application.pk)
        approve(there.application.pk, by=there.here.chief)
    if name == "document":
        paper = attach(there.application.pk, PAPER, kind="lease_contract", by=there.here.officer)
        values["document_id"] = paper.pk
    if name == "issued-document":
        values["issued_id"] = issued(there).pk
    values |= staged(name, there) | stocked(name, there)
    chosen = {
        "application-new": f"?applicant={there.family.applicant.pk}",
        "birth-new": f"?household={there.family.home.pk}",
        "event-new": f"?chosen={there.family.applicant.pk}",
    }
    return address(name, values) + chosen.get(name, "")


@pytest.mark.parametrize("name", SHOWN)
def test_a_page_that_shows_a_person_is_noted(
    name: str, there: World, overseer: Account, visit: Visit
) -> None:
    path = opened(name, there, overseer)

    response = visit(overseer).get(path)
    if response.streaming:
        list(response)  # to its end, which closes the file

    assert response.status_code == 200
    noted = Disclosure.objects.get(account=overseer)
    assert there.family.applicant.pk in noted.people
    assert noted.fields


def test_a_page_that_asks_again_by_itself_is_noted_once(there: World, visit: Visit) -> None:
    client, path = visit(there.here.chief), address("application", there.values)
    polled = address("application-progress", there.values)

    client.get(path)
    for _ in range(3):
        client.get(polled, headers={"HX-Request": "true"})
    client.get(path)

    assert Disclosure.objects.filter(kind="case").count() == 2


def test_what_is_polled_without_the_page_is_noted_all_the_same(there: World, visit: Visit) -> None:
    polled = address("application-progress", there.values)

    visit(there.here.chief).get(polled, headers={"HX-Request": "true"})

    assert Disclosure.objects.get().application == there.application.pk


def test_the_finder_shows_no_household_unnoted(
    there: World, overseer: Account, visit: Visit
) -> None:
    asked = {"applicant": there.family.applicant.pk}

    visit(overseer).post("/applications/finder", asked)

    assert there.family.spouse.pk in Disclosure.objects.get().people
