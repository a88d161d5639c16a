"""What a change of households takes over HTTP, and which action it calls (分户、并户、转户)."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final, NamedTuple

from rest_framework import serializers

from hukou.api.shapes import Body, Choice, Code, Day, Key, Text
from registry.actions import (
    NewAddress,
    change_head,
    merge_households,
    split_household,
    transfer_member,
)
from registry.models import Household, Person, Residence

LONGEST_PART: Final = 45  # characters of one element, so that its ending (号, 室) fits too


class RelationSaid(Body):
    person_id = Key()
    relation = Code("[0-9]{2}")


class OwnIncome(Body):
    person_id = Key()
    ground = Text(max_length=200)


class NewAddressBody(Body):
    division = Code("[0-9]{12}")
    street = Text(max_length=LONGEST_PART, required=False)
    plate = Text(max_length=LONGEST_PART, required=False)
    building = Text(max_length=LONGEST_PART, required=False)
    unit = Text(max_length=LONGEST_PART, required=False)
    room = Text(max_length=LONGEST_PART, required=False)


class ChangeBody(Body):
    on = Day()
    document = Text(max_length=200)
    relations = RelationSaid(many=True, required=False)
    own_income = OwnIncome(many=True, required=False)
    seal = Code(
        "[0-9a-f]{32}",
        required=False,
        help_text="Of the rehearsal that was read: 409 where the change would do another thing.",
    )


class SplitBody(ChangeBody):
    leaving = serializers.ListField(child=Key(), min_length=1, max_length=100)
    head = Key(help_text="Who of those who leave heads the new household.")
    new_head = Key(required=False, help_text="Who follows where the head leaves.")
    address = NewAddressBody(
        required=False, help_text="Where the new household lives; else the same."
    )


class MergeBody(ChangeBody):
    into = Key(help_text="The household that everybody joins.")


class TransferBody(ChangeBody):
    person_id = Key()
    into = Key(help_text="The household the member joins.")
    new_head = Key(required=False, help_text="Who follows where the head goes.")


class HeadBody(ChangeBody):
    to = Key(help_text="The member who becomes head.")


Asked = Mapping[str, Any]


def _split(household: Household, asked: Asked) -> Callable[..., object]:
    address = asked.get("address")
    return partial(
        split_household,
        household,
        leaving=asked["leaving"],
        head=Person(pk=asked["head"]),
        new_head=_person(asked.get("new_head")),
        address=NewAddress(**address) if address else None,
    )


def _merge(household: Household, asked: Asked) -> Callable[..., object]:
    return partial(merge_households, household, Household(pk=asked["into"]))


def _transfer(_household: Household, asked: Asked) -> Callable[..., object]:
    return partial(
        transfer_member,
        Person(pk=asked["person_id"]),
        Household(pk=asked["into"]),
        new_head=_person(asked.get("new_head")),
    )


def _change_head(household: Household, asked: Asked) -> Callable[..., object]:
    return partial(change_head, household, to=Person(pk=asked["to"]))


def _person(key: int | None) -> Person | None:
    return None if key is None else Person(pk=key)


class Kind(NamedTuple):
    """One change: the body it takes, and the action with everything chosen but who acts."""

    shape: type[ChangeBody]
    action: Callable[[Household, Asked], Callable[..., object]]


KINDS: Final[Mapping[str, Kind]] = {
    "split": Kind(SplitBody, _split),
    "merge": Kind(MergeBody, _merge),
    "transfer": Kind(TransferBody, _transfer),
    "change-head": Kind(HeadBody, _change_head),
}


class SplitRehearsal(SplitBody):
    change = Choice(choices=["split"])


class MergeRehearsal(MergeBody):
    change = Choice(choices=["merge"])


class TransferRehearsal(TransferBody):
    change = Choice(choices=["transfer"])


class HeadRehearsal(HeadBody):
    change = Choice(choices=["change-head"])


REHEARSALS: Final[Mapping[str, type[ChangeBody]]] = {
    "split": SplitRehearsal,
    "merge": MergeRehearsal,
    "transfer": TransferRehearsal,
    "change-head": HeadRehearsal,
}


def household_of(made: object, household: Household) -> int:
    """Return which household a change leads to: the new one, or where somebody went."""
    if isinstance(made, Household):
        return made.pk
    return made.household_id if isinstance(made, Residence) else household.pk
