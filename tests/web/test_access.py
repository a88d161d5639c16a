"""Who may open which page: a route missing from the table fails.

The table is walked, every route by every role and method, in tests/permissions/test_pages.py.
"""

from fnmatch import fnmatch
from typing import Final

import pytest
from django.test import Client

from registry.models import PostingRole
from tests.permissions.routes import PLUMBING, routes
from tests.web.conftest import Visit
from tests.web.world import World, world

pytestmark = pytest.mark.django_db

R = PostingRole
COUNTER: Final = {R.AUXILIARY, R.OFFICER, R.CHIEF, R.COUNTY_APPROVER, R.CITY_APPROVER}
OFFICERS: Final = COUNTER - {R.AUXILIARY}
APPROVERS: Final = {R.COUNTY_APPROVER, R.CITY_APPROVER}
CONSOLE: Final = {R.SYSTEM_ADMINISTRATOR, R.SECURITY_ADMINISTRATOR}
# By name, with the namespace if it has one: how it is asked, and who may open it. None: open to
# anybody. `console:office_*` is a rule for every route whose name begins so.
TABLE: Final[dict[str, tuple[str, set[PostingRole] | None]]] = {
    "sign-in": ("GET POST", None),
    "second-step": ("GET POST", None),
    "first-factor": ("GET POST", None),
    "own-factors": ("GET POST", set(R)),
    "own-factor-remove": ("POST", set(R)),
    "own-recovery-codes": ("POST", set(R)),
    "own-password": ("GET POST", set(R)),
    "accounts": ("GET", CONSOLE),
    "account-new": ("GET POST", {R.SYSTEM_ADMINISTRATOR}),
    "account": ("GET POST", CONSOLE),
    "account-log": ("GET", {R.AUDIT_ADMINISTRATOR}),
    "sign-out": ("POST", None),
    "search": ("GET POST", COUNTER),
    "head-search": ("GET POST", OFFICERS),
    "open-search": ("GET POST", OFFICERS),
    "split-search": ("GET POST", OFFICERS),
    "merge-search": ("GET POST", OFFICERS),
    "transfer-search": ("GET POST", OFFICERS),
    "address-search": ("GET POST", OFFICERS),
    "household-address": ("GET POST", OFFICERS),
    "household-open": ("GET POST", OFFICERS),
    "household-split": ("GET POST", OFFICERS),
    "household-merge": ("GET POST", OFFICERS),
    "household-transfer": ("GET POST", OFFICERS),
    "number-check": ("POST", COUNTER),
    "division-picker": ("GET", COUNTER),
    "person": ("GET", COUNTER),
    "person-number": ("POST", COUNTER),
    "household": ("GET", COUNTER),
    "household-head": ("GET POST", OFFICERS),
    "entry-reverse": ("GET POST", OFFICERS),
    "corrections": ("GET", COUNTER),
    "correction-acknowledge": ("POST", COUNTER),
    "household-booklet": ("GET POST", OFFICERS),
    "person-paper": ("GET POST", OFFICERS),
    "print-centre": ("GET POST", OFFICERS),
    "issued-document": ("GET", OFFICERS),
    "issued-document-print": ("POST", OFFICERS),
    "issued-document-void": ("POST", OFFICERS),
    "issued-document-replace": ("POST", OFFICERS),
    "verify": ("GET", None),
    "person-address": ("GET POST", OFFICERS),
    "address-receipt": ("GET", COUNTER),
    "collectives": ("GET", COUNTER),
    "collective-new": ("GET POST", OFFICERS),
    "public-collectives": ("GET", COUNTER),
    "collective": ("GET", COUNTER),
    "collective-leavers": ("GET", COUNTER),
    "collective-transfer": ("GET POST", OFFICERS),
    "keeper-name": ("POST", OFFICERS),
    "keeper-end": ("POST", OFFICERS),
    "division-tree": ("GET", COUNTER),
    "division-change": ("GET POST", APPROVERS),
    "division-undo": ("GET POST", APPROVERS),
    "village-to-community": ("GET POST", APPROVERS),
    "urban-rural": ("GET", COUNTER),
    "urban-rural-export": ("GET", COUNTER),
    "urban-rural-change": ("GET POST", APPROVERS),
    "renumberings": ("GET POST", OFFICERS),
    "address-export": ("GET", OFFICERS),
    "renumbering": ("GET POST", OFFICERS),
    "living-apart": ("GET", COUNTER),
    "rural-rights": ("GET POST", OFFICERS),
    "rural-right": ("GET POST", OFFICERS),
    "actual-residence": ("GET POST", OFFICERS),
    "audit": ("GET", {R.AUDIT_ADMINISTRATOR}),
    "audit-heads": ("GET", {R.AUDIT_ADMINISTRATOR}),
    "person-readings": ("GET", OFFICERS),
    "imports": ("GET", APPROVERS),
    "import-run": ("GET", APPROVERS),
    "findings": ("GET", OFFICERS),
    "quality-summary": ("GET", OFFICERS),
    "quality-rules": ("GET", OFFICERS),
    "quality-rule": ("GET POST", OFFICERS - {R.OFFICER}),
    "finding": ("GET POST", OFFICERS),
    "finding-assign": ("POST", OFFICERS),
    "visits": ("GET", COUNTER),
    "visit-new": ("GET POST", {R.OFFICER, R.CHIEF}),
    "site-visits": ("GET POST", {R.OFFICER, R.CHIEF}),
    "visit-task": ("GET", COUNTER),
    "visit-close": ("POST", {R.OFFICER, R.CHIEF}),
    "visit-route": ("GET", COUNTER),
    "visit-stop": ("GET POST", COUNTER),
    "visit-compare": ("POST", {R.OFFICER, R.CHIEF}),
    "visit-photo": ("GET", OFFICERS),
    "operations": ("GET", (OFFICERS - {R.OFFICER}) | {R.SYSTEM_ADMINISTRATOR}),
    "question-resend": ("POST", (OFFICERS - {R.OFFICER}) | {R.SYSTEM_ADMINISTRATOR}),
    "regulations": ("GET", COUNTER | {R.SYSTEM_ADMINISTRATOR}),
    "regulation": ("GET", COUNTER | {R.SYSTEM_ADMINISTRATOR}),
    "obligations": ("GET", OFFICERS | {R.SYSTEM_ADMINISTRATOR}),
    "obligation": ("GET", OFFICERS | {R.SYSTEM_ADMINISTRATOR}),
    "obligation-record": ("POST", APPROVERS | {R.SYSTEM_ADMINISTRATOR}),
    "obligation-evidence": ("GET", OFFICERS | {R.SYSTEM_ADMINISTRATOR}),
    "obligation-calendar": ("GET", OFFICERS | {R.SYSTEM_ADMINISTRATOR}),
    "obligation-calendar-file": ("GET", OFFICERS | {R.SYSTEM_ADMINISTRATOR}),
    "delegations": ("GET", OFFICERS | {R.SYSTEM_ADMINISTRATOR}),
    "delegation-new": ("GET POST", APPROVERS | {R.SYSTEM_ADMINISTRATOR}),
    "delegation": ("GET", OFFICERS | {R.SYSTEM_ADMINISTRATOR}),
    "delegation-revoke": ("POST", APPROVERS | {R.SYSTEM_ADMINISTRATOR}),
    "explain": ("GET", None),
    "explain-sheet": ("GET", None),
    "text-new": ("GET POST", APPROVERS | {R.SYSTEM_ADMINISTRATOR}),
    "text": ("GET", COUNTER | {R.SYSTEM_ADMINISTRATOR}),
    "text-original": ("GET", COUNTER | {R.SYSTEM_ADMINISTRATOR}),
    "text-doubt": ("POST", APPROVERS | {R.SYSTEM_ADMINISTRATOR}),
    "lint-finding": ("GET POST", APPROVERS | {R.SYSTEM_ADMINISTRATOR}),
    "regulation-activate": ("GET POST", {R.SYSTEM_ADMINISTRATOR}),
    "regulation-withdraw": ("POST", {R.SYSTEM_ADMINISTRATOR}),
    "regulation-pending": ("GET", OFFICERS | {R.SYSTEM_ADMINISTRATOR}),
    "old-rules": ("GET", COUNTER | {R.SYSTEM_ADMINISTRATOR}),
    "old-rule-enter": ("GET POST", APPROVERS | {R.SYSTEM_ADMINISTRATOR}),
    "old-rule": ("GET POST", APPROVERS | {R.SYSTEM_ADMINISTRATOR}),
    "worklist": ("GET", COUNTER),
    "application-new": ("GET POST", COUNTER),
    "application-newcomer": ("POST", COUNTER),
    "application-finder": ("POST", COUNTER),
    "birth-new": ("GET POST", COUNTER),
    "birth-edit": ("GET POST", COUNTER),
    "birth-check": ("GET", COUNTER),
    "event-new": ("GET POST", COUNTER),
    "event-edit": ("GET POST", COUNTER),
    "event-check": ("GET", COUNTER),
    "applications-of-person": ("GET", COUNTER),
    "application": ("GET", COUNTER),
    "application-edit": ("GET POST", COUNTER),
    "application-check": ("GET", COUNTER),
    "application-submitted": ("GET", COUNTER),
    "application-progress": ("GET", COUNTER),
    "application-receipt": ("GET", COUNTER),
    "application-letter": ("GET", COUNTER),
    "application-supplement": ("GET", COUNTER),
    "application-acceptance": ("GET", COUNTER),
    "application-notice": ("POST", OFFICERS),
    "application-faces": ("GET POST", COUNTER),
    "application-face-finding": ("POST", OFFICERS),
    "application-attach": ("POST", COUNTER),
    "application-rights": ("POST", OFFICERS),
    "document": ("GET", COUNTER),
    "verification-replace": ("GET POST", OFFICERS),
    "application-act": ("POST", COUNTER),
    "comparisons": ("GET", APPROVERS),
    "comparison-new": ("GET POST", APPROVERS),
    "comparison": ("GET", APPROVERS),
    "comparison-progress": ("GET", APPROVERS),
    "compared-family": ("GET", APPROVERS),
    "comparison-report": ("GET", APPROVERS),
    "comparison-export": ("GET", APPROVERS),
    "rehearsal": ("GET", APPROVERS),
    "points": ("GET POST", COUNTER),
    "rounds": ("GET POST", OFFICERS),
    "round": ("GET", OFFICERS),
    "round-act": ("POST", OFFICERS),
    "round-paper": ("POST", OFFICERS),
    "round-list": ("GET", COUNTER),
    "round-objections": ("GET POST", COUNTER),
    "round-objection": ("GET POST", COUNTER),
    "round-applicant": ("GET", OFFICERS),
    "round-applicant-act": ("POST", OFFICERS),
    "quotas": ("GET POST", OFFICERS),
    "quota": ("GET POST", OFFICERS),
    "oversight": ("GET", OFFICERS - {R.OFFICER}),
    "oversight-draw": ("POST", OFFICERS - {R.OFFICER}),
    "oversight-rule": ("GET POST", APPROVERS),
    "oversight-review": ("GET POST", OFFICERS - {R.OFFICER}),
    "oversight-acknowledge": ("POST", OFFICERS - {R.OFFICER}),
    "deadlines": ("GET", OFFICERS),
    "one-visit": ("GET", OFFICERS),
    "residence-permits": ("GET", OFFICERS),
    "residence-register": ("GET POST", OFFICERS),
    "residence-permit": ("GET", OFFICERS),
    "residence-permit-endorse": ("POST", OFFICERS),
    "residence-permit-restore": ("POST", OFFICERS),
    "residence-permit-move": ("GET POST", OFFICERS),
    "residence-permit-end": ("POST", OFFICERS),
    "permit-cards": ("GET", OFFICERS),
    **dict.fromkeys(("residence-permit-card", "residence-permit-card-print"), ("POST", OFFICERS)),
    "benefits": ("GET", COUNTER),
    "permit-coverage": ("GET", OFFICERS),
    "service-gaps": ("GET POST", OFFICERS),
    "service-gaps-export": ("GET", OFFICERS),
    **dict.fromkeys(("cards", "card-notices", "card-notice"), ("GET POST", COUNTER)),
    "card": ("GET", COUNTER),
    "card-step": ("POST", COUNTER),
    **dict.fromkeys(("card-points", "receptions"), ("GET POST", OFFICERS - {R.OFFICER})),
    **dict.fromkeys(("card-point-end", "reception-end"), ("POST", OFFICERS - {R.OFFICER})),
    "disagreements": ("GET", OFFICERS),
    "workload": ("GET", OFFICERS - {R.OFFICER}),
    "admin:index": ("GET", CONSOLE),
    "admin:app_list": ("GET", CONSOLE),
    "admin:registry_account_changelist": ("GET POST", CONSOLE),
    "admin:registry_account_change": ("GET", CONSOLE),
    "admin:registry_posting_changelist": ("GET POST", CONSOLE),
    "admin:registry_posting_change": ("GET", CONSOLE),
    "admin:registry_office_changelist": ("GET POST", CONSOLE),
    "admin:registry_office_change": ("GET", CONSOLE),
    "admin:registry_agencyclient_changelist": ("GET POST", {R.SYSTEM_ADMINISTRATOR}),
    "admin:registry_agencyclient_change": ("GET", {R.SYSTEM_ADMINISTRATOR}),
    "admin:applications_delegationorder_changelist": ("GET POST", {R.SYSTEM_ADMINISTRATOR}),
    "admin:applications_delegationorder_change": ("GET", {R.SYSTEM_ADMINISTRATOR}),
    "admin:applications_delegateditem_changelist": ("GET POST", {R.SYSTEM_ADMINISTRATOR}),
    "admin:applications_delegateditem_change": ("GET", {R.SYSTEM_ADMINISTRATOR}),
    "admin:applications_samplingrule_changelist": ("GET POST", {R.SYSTEM_ADMINISTRATOR}),
    "admin:applications_samplingrule_change": ("GET", {R.SYSTEM_ADMINISTRATOR}),
    "admin:applications_pullback_changelist": ("GET POST", {R.SYSTEM_ADMINISTRATOR}),
    "admin:applications_pullback_change": ("GET", {R.SYSTEM_ADMINISTRATOR}),
    "admin:connectors": ("GET", {R.SYSTEM_ADMINISTRATOR}),
    "admin:applications_activation_changelist": ("GET POST", {R.SYSTEM_ADMINISTRATOR}),
    "admin:applications_activation_change": ("GET", {R.SYSTEM_ADMINISTRATOR}),
    "admin:applications_sourcetext_changelist": ("GET POST", {R.SYSTEM_ADMINISTRATOR}),
    "admin:applications_sourcetext_change": ("GET", {R.SYSTEM_ADMINISTRATOR}),
    "admin:applications_outboxevent_changelist": ("GET POST", {R.SYSTEM_ADMINISTRATOR}),
    "admin:applications_outboxevent_change": ("GET", {R.SYSTEM_ADMINISTRATOR}),
}
GUARDED: Final = sorted(name for name, (_, roles) in TABLE.items() if roles is not None)
ADD: Final = """
No rule says who may open these pages. Add a line for each to TABLE in tests/web/test_access.py:
how it is asked, and by whom (COUNTER, OFFICERS, APPROVERS, a set of R.…; None: anybody):
"""


@pytest.fixture
def there() -> World:
    return world()


def rule(name: str) -> tuple[str, set[PostingRole] | None] | None:
    """Return the rule of a route: its own line, or the longest that ends in a star."""
    fitting = [key for key in TABLE if key == name or (key[-1] == "*" and fnmatch(name, key))]
    return TABLE[max(fitting, key=len)] if fitting else None


def address(name: str, values: dict[str, object]) -> str:
    found = next(route for route in routes() if route.name == name and not route.is_api)
    return found.address(values)


def test_every_route_stands_in_the_table() -> None:
    pages = [each.name for each in routes() if not each.is_api and each.name not in PLUMBING]
    without = [f'    "{name}": ("GET", OFFICERS),' for name in pages if rule(name) is None]
    of_nothing = [key for key in TABLE if not any(fnmatch(name, key) for name in pages)]

    assert not without, ADD + "\n".join(without)
    assert of_nothing == [], "TABLE has rules for routes that are no more; take them out"


@pytest.mark.parametrize("name", sorted(name for name, (how, _) in TABLE.items() if "POST" in how))
def test_nothing_is_taken_without_the_forms_token(there: World, name: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(there.here.chief, backend="django.contrib.auth.backends.ModelBackend")

    response = client.post(address(name, there.values))

    assert response.status_code == 403
    assert "本次提交没有保存" in response.content.decode()


def test_an_account_without_a_post_is_told_why(there: World, visit: Visit) -> None:
    without = there.as_role(R.OFFICER)
    without.postings.all().delete()

    response = visit(without).get("/")

    assert response.status_code == 403
    assert "您今天没有任职" in response.content.decode()
