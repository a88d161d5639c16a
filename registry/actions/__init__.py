"""Everything that may change the register (登记). Nothing else writes to it."""

from .addresses import find_or_add_address
from .agency_clients import grant_client
from .answers import DatabaseStore
from .births import register_birth
from .deaths import register_death
from .details import Mover, Newborn, PersonDetails
from .disclosures import note_disclosure
from .divisions import DivisionRow, add_divisions
from .document_log import print_document, reissue_document, use_document, void_document
from .documents import issue_document
from .families import move_family
from .holding import hold_register
from .households import change_head, open_household
from .loading import LoadedHousehold, LoadedMember, load_households, load_people
from .moves import move_in, move_out
from .people import enrol_person
from .rehearsing import HeadRehearsal, rehearse_change_head
from .staffing import found_office, open_account, post

__all__ = [
    "DatabaseStore",
    "DivisionRow",
    "HeadRehearsal",
    "LoadedHousehold",
    "LoadedMember",
    "Mover",
    "Newborn",
    "PersonDetails",
    "add_divisions",
    "change_head",
    "enrol_person",
    "find_or_add_address",
    "found_office",
    "grant_client",
    "hold_register",
    "issue_document",
    "load_households",
    "load_people",
    "move_family",
    "move_in",
    "move_out",
    "note_disclosure",
    "open_account",
    "open_household",
    "post",
    "print_document",
    "register_birth",
    "register_death",
    "rehearse_change_head",
    "reissue_document",
    "use_document",
    "void_document",
]
