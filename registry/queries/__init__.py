"""Questions to the register (查询): scoped, shaped in SQL, a fixed number of statements each."""

from .accounts import account_named, office_coded
from .addresses import DIVISION_ON, location_kind
from .book import Book, BookMember, household_on
from .collective_law import choose_address, judge_set_up
from .collectives import (
    Collective,
    CollectiveMember,
    CollectiveSearch,
    collective_on,
    keepers_of,
    list_collectives,
    members_of,
)
from .division_search import Place, find_places, place_of
from .divisions import villages_of
from .former_types import FormerStay, TypeOnDay, former_type_on, former_types, type_on_day
from .forms import (
    AddressSince,
    Arrival,
    Arrivals,
    Departure,
    addresses_of,
    arrivals_of,
    events_known,
)
from .history import Event, Stay, history_of_household, history_of_person, stays_of_person
from .invariants import CHECKS, Check
from .issued import VerifiedDocument, document_issued, documents_of, verified
from .leavers import Leaver, leavers_of
from .lineage import Link, lineage_of
from .offices import offices_by_area, station_of
from .page import Page
from .people import PersonView, anybody_enrolled, person_on
from .public_collectives import District, PublicHousehold, public_collectives_by_district
from .quality import (
    CHECKS_BY_KIND,
    FindingCount,
    FindingSearch,
    FindingView,
    Flag,
    NoticeView,
    Parameter,
    SummaryRow,
    Whole,
    Words,
    check_of,
    count_of,
    finding_of,
    list_findings,
    notices_of,
    subjects_found,
    summary_of_findings,
)
from .register_facts import facts_told_by, register_facts
from .relations import kin_of
from .scope import ADDRESS, NUMBER, PARTICULARS, Scope, scope_of, scope_of_client
from .search import PersonHit, PersonSearch, search_people
from .tokens import Grant, grant_of
from .trees import Home, Standing, homes_of, homes_on

__all__ = [
    "ADDRESS",
    "CHECKS",
    "CHECKS_BY_KIND",
    "DIVISION_ON",
    "NUMBER",
    "PARTICULARS",
    "AddressSince",
    "Arrival",
    "Arrivals",
    "Book",
    "BookMember",
    "Check",
    "Collective",
    "CollectiveMember",
    "CollectiveSearch",
    "Departure",
    "District",
    "Event",
    "FindingCount",
    "FindingSearch",
    "FindingView",
    "Flag",
    "FormerStay",
    "Grant",
    "Home",
    "Leaver",
    "Link",
    "NoticeView",
    "Page",
    "Parameter",
    "PersonHit",
    "PersonSearch",
    "PersonView",
    "Place",
    "PublicHousehold",
    "Scope",
    "Standing",
    "Stay",
    "SummaryRow",
    "TypeOnDay",
    "VerifiedDocument",
    "Whole",
    "Words",
    "account_named",
    "addresses_of",
    "anybody_enrolled",
    "arrivals_of",
    "check_of",
    "choose_address",
    "collective_on",
    "count_of",
    "document_issued",
    "documents_of",
    "events_known",
    "facts_told_by",
    "find_places",
    "finding_of",
    "former_type_on",
    "former_types",
    "grant_of",
    "history_of_household",
    "history_of_person",
    "homes_of",
    "homes_on",
    "household_on",
    "judge_set_up",
    "keepers_of",
    "kin_of",
    "leavers_of",
    "lineage_of",
    "list_collectives",
    "list_findings",
    "location_kind",
    "members_of",
    "notices_of",
    "office_coded",
    "offices_by_area",
    "parents_of",
    "person_on",
    "place_of",
    "public_collectives_by_district",
    "register_facts",
    "scope_of",
    "scope_of_client",
    "search_people",
    "station_of",
    "stays_of_person",
    "subjects_found",
    "summary_of_findings",
    "type_on_day",
    "verified",
    "villages_of",
]
