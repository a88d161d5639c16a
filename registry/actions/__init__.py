"""Everything that may change the register (登记). Nothing else writes to it."""

from .account_people import name_person, note_person_elsewhere
from .actual_residences import record_actual_residence
from .addresses import find_or_add_address
from .adjudication import (
    assign_finding,
    cancel_duplicate,
    keep_finding,
    merge_people,
    record_reported_death,
)
from .administrators import (
    close_account,
    end_posting,
    give_post,
    open_staff_account,
    reopen_account,
    reset_factors,
    set_password,
    unlock,
)
from .adoptions import adopt
from .agency_clients import grant_client, withdraw_client
from .answers import DatabaseStore
from .births import register_birth
from .cancellations import cancel_registration, restore_registration
from .changes import change_particulars
from .collectives import (
    CollectiveDetails,
    change_collective,
    open_collective_household,
)
from .correction_notices import acknowledge_notice, notify_recipients
from .corrections import correct_particulars
from .deaths import register_death
from .decisions_undone import undo_decision
from .departures import depart
from .details import Mover, NewAddress, Newborn, PersonDetails, Unregistered
from .disclosures import note_disclosure
from .division_changes import (
    NewDivision,
    Part,
    abolish_division,
    merge_divisions,
    rename_division,
    split_division,
)
from .divisions import DivisionRow, add_divisions
from .document_log import print_document, reissue_document, use_document, void_document
from .documents import issue_document
from .families import move_family
from .holding import hold_register
from .households import change_head, open_household
from .identity_numbers import change_identity_number
from .keepers import end_keeper, name_keeper
from .last_resort import Placement, place_by_order
from .late import register_late
from .loading import LoadedHousehold, LoadedMember, load_households, load_people
from .moves import move_in, move_out
from .nbs import NbsReport, NbsRow, import_nbs
from .newcomer_residence import register_residence
from .notices import NoticeRow, Taken, take_notices
from .passwords import change_password
from .people import enrol_person
from .permit_cards import (
    hand_over_permit_card,
    make_permit_card,
    replace_permit_card,
    withdraw_permit_card,
)
from .permit_cards_given_up import (
    destroy_permit_card,
    report_card_found,
    report_card_lost,
    take_back_permit_card,
)
from .permit_endorsing import (
    endorse_residence_permit,
    move_residence_permit,
    restore_residence_permit,
)
from .quality_checks import Checked, check_quality_rule, open_visit_findings
from .quality_rights import CHIEFS
from .quality_rules import add_quality_rules, edit_quality_rule
from .regrouping import (
    found_household,
    merge_households,
    split_household,
    transfer_member,
)
from .rehearsing import (
    Branch,
    Change,
    Rehearsal,
    Tree,
    make_as_rehearsed,
    rehearse,
)
from .rehousing import change_address
from .renumbering import RenumberingPreview, rehearse_renumbering, renumber_addresses
from .renumbering_rows import Renumbered, Renumbering
from .renumbering_undone import undo_renumbering
from .residence_permits import (
    end_permits_of_settled,
    end_residence_permit,
    issue_residence_permit,
)
from .reversal_rehearsals import ReversalRehearsal, rehearse_reversal, reverse_as_rehearsed
from .reversals import reverse_application, reverse_entry
from .rural_rights import RightTold, correct_rural_right, end_rural_right, note_rural_right
from .sealing import mark_journal, seal_journal
from .second_factors import (
    enrol_authenticator,
    enrol_key,
    make_enrolment_code,
    make_recovery_codes,
    remove_factor,
)
from .service_figures import report_service_figure
from .signing_in import check_enrolment_code, open_sign_in, prove_by_code, prove_by_key
from .staffing import found_office, open_account, post
from .unification import unify_types, withdraw_unification
from .urban_rural import change_urban_rural_class
from .village_to_community import (
    Conversion,
    turn_into_communities,
    undo_turning_into_communities,
)
from .visit_photos import keep_visit_photo
from .visit_reports import (
    Gathered,
    GatheredBatch,
    TakenResults,
    compare_visit_reports,
    take_visit_results,
)
from .visits import PLANNERS, cancel_visits, end_visits, plan_visits

__all__ = [
    "CHIEFS",
    "PLANNERS",
    "Branch",
    "Change",
    "Checked",
    "CollectiveDetails",
    "Conversion",
    "DatabaseStore",
    "DivisionRow",
    "Gathered",
    "GatheredBatch",
    "LoadedHousehold",
    "LoadedMember",
    "Mover",
    "NbsReport",
    "NbsRow",
    "NewAddress",
    "NewDivision",
    "Newborn",
    "NoticeRow",
    "Part",
    "PersonDetails",
    "Placement",
    "Rehearsal",
    "Renumbered",
    "Renumbering",
    "RenumberingPreview",
    "ReversalRehearsal",
    "RightTold",
    "Taken",
    "TakenResults",
    "Tree",
    "Unregistered",
    "abolish_division",
    "acknowledge_notice",
    "add_divisions",
    "add_quality_rules",
    "adopt",
    "assign_finding",
    "cancel_duplicate",
    "cancel_registration",
    "cancel_visits",
    "change_address",
    "change_collective",
    "change_head",
    "change_identity_number",
    "change_particulars",
    "change_password",
    "change_urban_rural_class",
    "check_enrolment_code",
    "check_quality_rule",
    "close_account",
    "compare_visit_reports",
    "correct_particulars",
    "correct_rural_right",
    "depart",
    "destroy_permit_card",
    "edit_quality_rule",
    "end_keeper",
    "end_permits_of_settled",
    "end_posting",
    "end_residence_permit",
    "end_rural_right",
    "end_visits",
    "endorse_residence_permit",
    "enrol_authenticator",
    "enrol_key",
    "enrol_person",
    "find_or_add_address",
    "found_household",
    "found_office",
    "give_post",
    "grant_client",
    "hand_over_permit_card",
    "hold_register",
    "import_nbs",
    "issue_document",
    "issue_residence_permit",
    "keep_finding",
    "keep_visit_photo",
    "load_households",
    "load_people",
    "make_as_rehearsed",
    "make_enrolment_code",
    "make_permit_card",
    "make_recovery_codes",
    "mark_journal",
    "merge_divisions",
    "merge_households",
    "merge_people",
    "move_family",
    "move_in",
    "move_out",
    "move_residence_permit",
    "name_keeper",
    "name_person",
    "note_disclosure",
    "note_person_elsewhere",
    "note_rural_right",
    "notify_recipients",
    "open_account",
    "open_collective_household",
    "open_household",
    "open_sign_in",
    "open_staff_account",
    "open_visit_findings",
    "place_by_order",
    "plan_visits",
    "post",
    "print_document",
    "prove_by_code",
    "prove_by_key",
    "record_actual_residence",
    "record_reported_death",
    "register_birth",
    "register_death",
    "register_late",
    "register_residence",
    "rehearse",
    "rehearse_renumbering",
    "rehearse_reversal",
    "reissue_document",
    "remove_factor",
    "rename_division",
    "renumber_addresses",
    "reopen_account",
    "replace_permit_card",
    "report_card_found",
    "report_card_lost",
    "report_service_figure",
    "reset_factors",
    "restore_registration",
    "restore_residence_permit",
    "reverse_application",
    "reverse_as_rehearsed",
    "reverse_entry",
    "seal_journal",
    "set_password",
    "split_division",
    "split_household",
    "take_back_permit_card",
    "take_notices",
    "take_visit_results",
    "transfer_member",
    "turn_into_communities",
    "undo_decision",
    "undo_renumbering",
    "undo_turning_into_communities",
    "unify_types",
    "unlock",
    "use_document",
    "void_document",
    "withdraw_client",
    "withdraw_permit_card",
    "withdraw_unification",
]
