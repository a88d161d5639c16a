"""Who the people named in a request are: found in the register where it knows them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q
from django.db.models.functions import Coalesce

from applications.models import Party
from hukou.kernel import clock, identity_number, names
from hukou.kernel.errors import InvalidInput
from registry.models import HeldNumber, Person

HUMAN: Final = Coalesce("person__merged_into", "person")
"""Two records of one human being lead to the one that is kept."""


@dataclass(frozen=True, slots=True)
class Named:
    """A number and a name as declared, at a place of the request."""

    field: str
    number: str
    name: str


def unknown_people(ids: Sequence[int]) -> set[int]:
    """Return those of the ids that the register does not hold."""
    return set(ids) - set(Person.objects.filter(id__in=ids).values_list("id", flat=True))


def dead_people(ids: Sequence[int]) -> set[int]:
    """Return those of the ids whose death is registered."""
    dead = Person.objects.filter(id__in=ids, died_on__isnull=False)
    return set(dead.values_list("id", flat=True))


def known_by_number(declared: Sequence[Named]) -> dict[str, int]:
    """Return the people the register already knows, by identity number.

    Raises InvalidInput: the register has another name under that number.
    """
    wanted = {identity_number.normalise(each.number): each for each in declared}
    held = HeldNumber.objects.filter(number__in=wanted).values_list("number", "person_id")
    people = dict(held)
    registered = _names(list(people.values()))
    problems = [
        InvalidInput(
            "登记簿中该号码的姓名与填写的不同，请核对", field=f"{wanted[number].field}.name"
        )
        for number, person in people.items()
        if names.normalise(wanted[number].name) not in registered.get(person, set())
    ]
    if problems:
        raise InvalidInput.gather(problems)
    return people


def held_with(numbers: Collection[str]) -> dict[str, frozenset[str]]:
    """Return every number that whoever holds each of these holds or ever held (曾用号码).

    Also one that was taken back: somebody may have applied under it. A number that the register
    does not know stands alone. Two statements.
    """
    rows = HeldNumber.objects.filter(number__in=numbers).annotate(human=HUMAN)
    human = dict(rows.values_list("number", "human"))
    people = Person.objects.filter(Q(pk__in=human.values()) | Q(merged_into__in=human.values()))
    theirs: dict[int, set[str]] = {}
    for held in HeldNumber.objects.filter(person__in=people).annotate(human=HUMAN):
        theirs.setdefault(held.human, set()).add(held.number)
    return {each: frozenset({each, *theirs.get(human.get(each, 0), ())}) for each in numbers}


def numbers_of(party: Party) -> frozenset[str]:
    """Return every number that a party of a file holds or ever held, or declared as a newcomer."""
    if party.person_id is None:
        declared = party.newcomer.get("identity_number")
        numbers = [declared] if declared else []
    else:
        rows = HeldNumber.objects.filter(person=party.person_id)
        numbers = list(rows.values_list("number", flat=True))
    return frozenset[str]().union(*held_with(numbers).values()) if numbers else frozenset()


def _names(people: list[int]) -> dict[int, set[str]]:
    rows = Person.objects.filter(
        id__in=people, particulars__period__contains=clock.today()
    ).values_list("id", "particulars__name")
    found: dict[int, set[str]] = {}
    for person, name in rows:
        found.setdefault(person, set()).add(name)
    return found
