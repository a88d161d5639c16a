"""Why the register refuses an entry."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg
from django.db import IntegrityError, OperationalError, connection

from hukou.kernel.errors import Conflict, DomainError, Forbidden, NotFound, RuleViolated, TryAgain
from hukou.kernel.identity_number import BadIdentityNumber


class AlreadyRegisteredElsewhere(RuleViolated):
    """The person is registered in another household on these dates."""

    code = "already-registered-elsewhere"
    zh = "此人在这些日期已在另一户登记。一人只能登记一处户口，请先办理迁出。"


class AlreadyInHousehold(RuleViolated):
    """The person already belongs to this household."""

    code = "already-in-household"
    zh = "此人已是该户成员，无需迁入。"


class NotRegisteredHere(RuleViolated):
    """The person is not registered in this household on that day."""

    code = "not-registered-here"
    zh = "此人在该日期不是该户成员。请核对人员和日期。"


class MovedTwiceInOneDay(RuleViolated):
    """A registration lasts at least one day: nobody moves or changes twice in one day."""

    code = "moved-twice-in-one-day"
    zh = "此人当天已办理过迁移登记，同一天不能再次迁移。请改日办理，或核对日期。"


class HouseholdHasHead(RuleViolated):
    """The household already has a head on these dates."""

    code = "household-has-head"
    zh = "该户在这些日期已有户主。请选择与户主的关系，或先变更户主。"


class HouseholdWithoutHead(RuleViolated):
    """A family household has a head on every day it has members."""

    code = "household-without-head"
    zh = "家庭户有成员就必须有户主。请指定一名户主。"


class HeadLeavesWithoutSuccessor(RuleViolated):
    """The head leaves while others stay, and nobody is named to follow."""

    code = "head-leaves-without-successor"
    zh = "户主迁出后户内还有成员，请先指定新户主。"


class HouseholdClosed(RuleViolated):
    """The household does not exist on that day."""

    code = "household-closed"
    zh = "该户在这一日期尚未立户或已销户。请核对户号和日期。"


class EventInFuture(RuleViolated):
    """The event lies in the future: births and deaths may not, a move at most 30 days."""

    code = "event-in-future"
    zh = "日期晚于今天。出生和死亡不能登记在将来；迁移最多可提前30天登记。"


class EventBeforeBirth(RuleViolated):
    """The event lies before the person was born."""

    code = "event-before-birth"
    zh = "日期早于此人的出生日期。请核对。"


class PersonHasDied(RuleViolated):
    """The person has died: nothing further is registered about them."""

    code = "person-has-died"
    zh = "此人已办理死亡注销，不能再办理登记。登记有误的，请先更正死亡登记。"


class LaterEventStands(Conflict):
    """A later event about the same people is already recorded; it must be reversed first."""

    code = "later-event-stands"
    zh = "此日期之后已有变动登记，不能再插入更早的变动。请核对日期，或先冲销后面的登记。"


class NumberAlreadyHeld(RuleViolated):
    """The identity number belongs, or once belonged, to somebody on the register."""

    code = "number-already-held"
    zh = "该公民身份号码已有人使用过。请先查询此人；确属重号的，按重号纠错办理。"


class NotACitizensNumber(RuleViolated):
    """The number is not one given to Chinese citizens with hukou."""

    code = "not-a-citizens-number"
    zh = "该号码不是内地居民的公民身份号码，不能登记常住户口。"


class NumbersExhausted(RuleViolated):
    """Every identity number of this county, birth date and sex has been given out."""

    code = "numbers-exhausted"
    zh = "该区划、出生日期和性别的公民身份号码已编完。请报上级户政部门处理。"


class RelationUnknown(RuleViolated):
    """How these members are related to the new head does not follow from what is registered."""

    code = "relation-unknown"
    zh = "以下成员与新户主的关系无法推定，请逐人选择。"


class NoPosting(Forbidden):
    """The account holds no post on this day, so no office can answer for the entry."""

    code = "no-posting"
    zh = "您的账号今天没有任职机关，不能办理登记。请联系管理员。"


class NoSuchRecord(NotFound):
    """The register holds no such person or household."""

    code = "no-such-record"


BY_CONSTRAINT: Final[dict[str, type[DomainError]]] = {
    "residence_one_household_at_a_time": AlreadyRegisteredElsewhere,
    "residence_one_head_at_a_time": HouseholdHasHead,
    "residence_period_has_a_start": MovedTwiceInOneDay,
    "the_dead_are_not_registered": PersonHasDied,
    "residence_arrived_before_it_began": LaterEventStands,
    "household_has_a_head_while_it_has_members": HouseholdWithoutHead,
    "household_exists_while_lived_in": HouseholdClosed,
    "household_period_has_a_start": MovedTwiceInOneDay,
    "registry_heldnumber_number_key": NumberAlreadyHeld,
    "held_number_one_at_a_time": NumberAlreadyHeld,
    "held_number_holds": BadIdentityNumber,
    "particulars_one_version_at_a_time": LaterEventStands,
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
