"""What a violated constraint of the database means (约束): one place, by name."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg
from django.db import IntegrityError, OperationalError, connection

from hukou.kernel.errors import DomainError, TryAgain
from hukou.kernel.identity_number import BadIdentityNumber
from hukou.kernel.unified_credit_code import WrongCreditCodeCheck

from .addresses import AddressTaken
from .administrators import NotForThisAdministrator
from .collectives import (
    CollectiveHasNoHead,
    KeeperAlreadyNamed,
    KeeperNotOnDuty,
    NotACollectiveHousehold,
    PublicWithoutDistrict,
)
from .divisions import DivisionCodeTaken, ReferenceRequired
from .documents import DocumentReplaced, DocumentUsed, DocumentVoided
from .figures import MoreServedThanEntitled
from .households import HouseholdClosed, HouseholdHasHead, HouseholdWithoutHead
from .identity_cards import CardReportedAlready, CardStepRefused, CardUnderWay
from .numbers import NumberAlreadyHeld
from .people import PersonHasDied, PersonWasMerged
from .permit_cards import CardLostAlready, CardWaitsAlready, CardWorksAlready
from .residence_permits import EndorsedTooEarly, HoldsPermitAlready
from .residences import AlreadyRegisteredElsewhere, LaterEventStands, MovedTwiceInOneDay
from .reversals import AlreadyReversed
from .sign_ins import (
    AdministratorsStayApart,
    KeyAlreadyEnrolled,
    OnOneself,
    PersonHasAccount,
    PostingOverlaps,
)
from .visits import AnsweredMeanwhile, VisitBatchReused

BY_CONSTRAINT: Final[dict[str, type[DomainError]]] = {
    "residence_one_household_at_a_time": AlreadyRegisteredElsewhere,
    "residence_one_head_at_a_time": HouseholdHasHead,
    "residence_period_has_a_start": MovedTwiceInOneDay,
    "the_dead_are_not_registered": PersonHasDied,
    "the_merged_are_not_registered": PersonWasMerged,
    "mergers_take_one_step": PersonWasMerged,
    "residence_arrived_before_it_began": LaterEventStands,
    "household_has_a_head_while_it_has_members": HouseholdWithoutHead,
    "household_exists_while_lived_in": HouseholdClosed,
    "household_one_address_at_a_time": LaterEventStands,
    "household_period_has_a_start": MovedTwiceInOneDay,
    "registry_heldnumber_number_key": NumberAlreadyHeld,
    "held_number_one_at_a_time": NumberAlreadyHeld,
    "held_number_holds": BadIdentityNumber,
    "particulars_one_version_at_a_time": LaterEventStands,
    "entry_reversed_once": AlreadyReversed,
    "address_is_unique": AddressTaken,
    "division_one_name_at_a_time": DivisionCodeTaken,
    "residence_permit_one_at_a_time": HoldsPermitAlready,
    "identity_card_one_under_way": CardUnderWay,
    "identity_card_handed_over_once": CardStepRefused,
    "card_notice_one_open": CardReportedAlready,
    "endorsement_once_a_day": EndorsedTooEarly,
    "permit_card_works_one_at_a_time": CardWorksAlready,
    "permit_card_waits_one_at_a_time": CardWaitsAlready,
    "card_loss_reported_once_at_a_time": CardLostAlready,
    "service_figure_serves_no_more_than_entitled": MoreServedThanEntitled,
    "special_area_has_a_reference": ReferenceRequired,
    "actual_residence_one_at_a_time": LaterEventStands,
    "rural_right_noted_once_at_a_time": LaterEventStands,
    "urban_rural_one_class_at_a_time": LaterEventStands,
    "document_used_once": DocumentUsed,
    "document_voided_once": DocumentVoided,
    "document_replaced_once": DocumentReplaced,
    "keeper_once_at_a_time": KeeperAlreadyNamed,
    "keeper_named_once_at_a_time": KeeperAlreadyNamed,
    "keeper_period_has_a_start": KeeperNotOnDuty,
    "keepers_are_of_collective_households": NotACollectiveHousehold,
    "collective_details_are_of_collective_households": NotACollectiveHousehold,
    "collective_district_is_a_county": PublicWithoutDistrict,
    "collective_credit_code_holds": WrongCreditCodeCheck,
    "collective_household_has_no_head": CollectiveHasNoHead,
    "posting_one_at_a_time": PostingOverlaps,
    "posting_administrators_apart": AdministratorsStayApart,
    "account_stands_for_one_person": PersonHasAccount,
    "account_act_by_its_administrator": NotForThisAdministrator,
    "account_act_on_somebody_else": OnOneself,
    "registry_secondfactor_credential_key": KeyAlreadyEnrolled,
    "registry_visitbatch_pkey": VisitBatchReused,
    "registry_visitreport_pkey": VisitBatchReused,
    "visit_stop_has_one_result": AnsweredMeanwhile,
}

DEFERRED: Final = "household_has_a_head_while_it_has_members, household_exists_while_lived_in"


@contextmanager
def constraints_explained() -> Iterator[None]:
    """Re-raise a violated constraint, or a lock waited for too long, as what it means."""
    try:
        yield
    except IntegrityError as problem:
        cause = problem.__cause__
        name = cause.diag.constraint_name if isinstance(cause, psycopg.Error) else None
        if error := BY_CONSTRAINT.get(name or ""):
            raise error from problem
        raise
    except OperationalError as problem:
        if TryAgain.is_meant_by(problem):
            raise TryAgain from problem
        raise


@contextmanager
def households_kept_whole() -> Iterator[None]:
    """Have the deferred rules of households checked now, while they can still be explained."""
    with constraints_explained():
        yield
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS {DEFERRED} IMMEDIATE")
            cursor.execute(f"SET CONSTRAINTS {DEFERRED} DEFERRED")
