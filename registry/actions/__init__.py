"""Everything that may change the register (登记). Nothing else writes to it."""

from .addresses import find_or_add_address
from .adjudication import (
    assign_finding,
    cancel_duplicate,
    keep_finding,
    merge_people,
    record_reported_death,
)
from .agency_clients import grant_client
from .answers import DatabaseStore
from .births import register_birth
from .collectives import (
    CollectiveDetails,
    change_collective,
    open_collective_household,
)
from .deaths import register_death
from .departures import depart
from .details import Mover, NewAddress, Newborn, PersonDetails
from .disclosures import note_disclosure
from .divisions import DivisionRow, add_divisions
from .document_log import print_document, reissue_document, use_document, void_document
from .documents import issue_document
from .families import move_family
from .holding import hold_register
from .households import change_head, open_household
from .keepers import end_keeper, name_keeper
from .last_resort import Placement, place_by_order
from .loading import LoadedHousehold, LoadedMember, load_households, load_people
from .moves import move_in, move_out
from .notices import NoticeRow, Taken, take_notices
from .people import enrol_person
from .quality_checks import Checked, check_quality_rule
from .quality_rules import add_quality_rules, edit_quality_rule
from .regrouping import (
    found_household,
    merge_households,
    split_household,
    transfer_member,
)
from .rehearsing import Branch, Change, Rehearsal, Tree, make_as_rehearsed, rehearse
from .rehousing import change_address
from .staffing import found_office, open_account, post
from .undoing import undo_decision
from .unification import unify_types, withdraw_unification

__all__ = [
    "Branch",
    "Change",
    "Checked",
    "CollectiveDetails",
    "DatabaseStore",
    "DivisionRow",
    "LoadedHousehold",
    "LoadedMember",
    "Mover",
    "NewAddress",
    "Newborn",
    "NoticeRow",
    "PersonDetails",
    "Placement",
    "Rehearsal",
    "Taken",
    "Tree",
    "add_divisions",
    "add_quality_rules",
    "assign_finding",
    "cancel_duplicate",
    "change_address",
    "change_collective",
    "change_head",
    "check_quality_rule",
    "depart",
    "edit_quality_rule",
    "end_keeper",
    "enrol_person",
    "find_or_add_address",
    "found_household",
    "found_office",
    "grant_client",
    "hold_register",
    "issue_document",
    "keep_finding",
    "load_households",
    "load_people",
    "make_as_rehearsed",
    "merge_households",
    "merge_people",
    "move_family",
    "move_in",
    "move_out",
    "name_keeper",
    "note_disclosure",
    "open_account",
    "open_collective_household",
    "open_household",
    "place_by_order",
    "post",
    "print_document",
    "record_reported_death",
    "register_birth",
    "register_death",
    "rehearse",
    "rehearse_change_head",
    "reissue_document",
    "split_household",
    "take_notices",
    "transfer_member",
    "undo_decision",
    "unify_types",
    "use_document",
    "void_document",
    "withdraw_unification",
]
