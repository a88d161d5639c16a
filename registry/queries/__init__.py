"""Questions to the register (查询): scoped, shaped in SQL, a fixed number of statements each."""

from .accounts import account_named, office_coded
from .address_lists import (
    address_batches,
    addresses_outside,
    areas_of,
    lies_in,
    people_in,
    plates_of,
    refuse_outside,
)
from .addresses import DIVISION_ON, location_kind
from .book import Book, BookMember, household_on
from .collective_law import (
    choose_address,
    is_public_collective,
    judge_set_up,
    public_collectives_of,
)
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
from .divisions import (
    Affected,
    AffectedPerson,
    affected_by,
    division_changes,
    division_on,
    divisions_below,
    names_of,
    villages_of,
)
from .events import closes, effective_on, entries_of_event, opens
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
from .imports import Fault, faults_of, list_imports, reconciliation
from .invariants import CHECKS, Check
from .issued import VerifiedDocument, document_issued, documents_of, verified
from .leavers import Leaver, leavers_of
from .lineage import Link, lineage_of
from .living_apart import ApartCounts, LivingApart, count_living_apart, list_living_apart
from .offices import offices_by_area, station_of
from .page import Page
from .parents import children_of, parentage
from .people import PersonView, anybody_enrolled, person_on
from .public_collectives import District, PublicHousehold, public_collectives_by_district
from .quality import (
    CHECKS_BY_KIND,
    FindingCount,
    Flag,
    Parameter,
    Whole,
    Words,
    check_of,
    count_of,
    subjects_found,
)
from .register_facts import facts_told_by, register_facts
from .relations import kin_of
from .scope import ACTUAL, ADDRESS, NUMBER, PARTICULARS, Scope, scope_of, scope_of_client
from .search import PersonHit, PersonSearch, search_people
from .tokens import Grant, grant_of
from .trees import Home, Standing, homes_of, homes_on
from .urban_rural import (
    RURAL,
    URBAN,
    ResidentsByClass,
    class_changes,
    classes_on,
    is_urban,
    residents_by_class,
    urban_rural_class_on,
)
from .whereabouts import ActualHome, Whereabouts, actual_home_on

__all__ = [
    "ACTUAL",
    "ADDRESS",
    "CHECKS",
    "CHECKS_BY_KIND",
    "DIVISION_ON",
    "NUMBER",
    "PARTICULARS",
    "RURAL",
    "URBAN",
    "ActualHome",
    "AddressSince",
    "Affected",
    "AffectedPerson",
    "ApartCounts",
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
    "Fault",
    "FindingCount",
    "Flag",
    "FormerStay",
    "Grant",
    "Home",
    "Leaver",
    "Link",
    "LivingApart",
    "Page",
    "Parameter",
    "PersonHit",
    "PersonSearch",
    "PersonView",
    "Place",
    "PublicHousehold",
    "ResidentsByClass",
    "Scope",
    "Standing",
    "Stay",
    "TypeOnDay",
    "VerifiedDocument",
    "Whereabouts",
    "Whole",
    "Words",
    "account_named",
    "actual_home_on",
    "address_batches",
    "addresses_of",
    "addresses_outside",
    "affected_by",
    "anybody_enrolled",
    "areas_of",
    "arrivals_of",
    "check_of",
    "children_of",
    "choose_address",
    "class_changes",
    "classes_on",
    "closes",
    "collective_on",
    "count_living_apart",
    "count_of",
    "division_changes",
    "division_on",
    "divisions_below",
    "document_issued",
    "documents_of",
    "effective_on",
    "entries_of_event",
    "events_known",
    "facts_told_by",
    "faults_of",
    "find_places",
    "former_type_on",
    "former_types",
    "grant_of",
    "history_of_household",
    "history_of_person",
    "homes_of",
    "homes_on",
    "household_on",
    "is_public_collective",
    "is_urban",
    "judge_set_up",
    "keepers_of",
    "kin_of",
    "leavers_of",
    "lies_in",
    "lineage_of",
    "list_collectives",
    "list_imports",
    "list_living_apart",
    "location_kind",
    "members_of",
    "names_of",
    "office_coded",
    "offices_by_area",
    "opens",
    "parentage",
    "parents_of",
    "people_in",
    "person_on",
    "place_of",
    "plates_of",
    "public_collectives_by_district",
    "public_collectives_of",
    "reconciliation",
    "refuse_outside",
    "register_facts",
    "residents_by_class",
    "scope_of",
    "scope_of_client",
    "search_people",
    "station_of",
    "stays_of_person",
    "subjects_found",
    "type_on_day",
    "urban_rural_class_on",
    "verified",
    "villages_of",
]
