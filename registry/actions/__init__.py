"""Everything that may change the register (登记). Nothing else writes to it."""

from .addresses import find_or_add_address
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
from .details import Mover, Newborn, PersonDetails
from .disclosures import note_disclosure
from .divisions import DivisionRow, add_divisions
from .families import move_family
from .holding import hold_register
from .households import change_head, open_household
from .keepers import end_keeper, name_keeper
from .last_resort import Placement, place_by_order
from .loading import LoadedHousehold, LoadedMember, load_households, load_people
from .moves import move_in, move_out
from .people import enrol_person
from .rehearsing import HeadRehearsal, rehearse_change_head
from .staffing import found_office, open_account, post
from .unification import unify_types, withdraw_unification

__all__ = [
    "CollectiveDetails",
    "DatabaseStore",
    "DivisionRow",
    "HeadRehearsal",
    "LoadedHousehold",
    "LoadedMember",
    "Mover",
    "Newborn",
    "PersonDetails",
    "Placement",
    "add_divisions",
    "change_collective",
    "change_head",
    "depart",
    "end_keeper",
    "enrol_person",
    "find_or_add_address",
    "found_office",
    "grant_client",
    "hold_register",
    "load_households",
    "load_people",
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
    "register_birth",
    "register_death",
    "rehearse_change_head",
    "unify_types",
    "withdraw_unification",
]
