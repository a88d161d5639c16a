"""What people are to a head (与户主关系), as far as it follows from what is registered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from hukou.kernel.codes import MARRIED_OF_CODE, SEX_OF_CODE
from hukou.kernel.kinship import HEAD, SPOUSES, STRANGER, Member, relations_to
from registry.models import Particulars, Residence
from registry.queries import parentage

CHILDREN: Final[Mapping[str | None, str]] = {"male": "20", "female": "30"}
PARENTS: Final[Mapping[str | None, str]] = {"male": "51", "female": "52"}


class Kin:
    """The members of households on a day, each household told by relations to its own head.

    `rows` are residences of those households; `others` are people of other households whose
    birth, sex and marriage matter too: the head whom somebody joins.
    """

    def __init__(self, rows: Sequence[Residence], *, on: date, others: Sequence[int] = ()) -> None:
        told: dict[int, str] = {}
        self.households: dict[int, dict[int, str]] = {}
        for row in sorted(rows, key=lambda row: row.period.lower):  # what came later counts not
            told.setdefault(row.person_id, row.relation)
            self.households.setdefault(row.household_id, {}).setdefault(row.person_id, row.relation)
        people = {*told, *others}
        known = {
            each.person_id: each for each in Particulars.objects.on(on).filter(person__in=people)
        }
        parents = parentage(people)
        self.people = {
            person: Member(
                relation=told.get(person, HEAD),
                sex=SEX_OF_CODE.get(known[person].sex),
                born=known[person].birth_date,
                married=MARRIED_OF_CODE.get(known[person].marital_status),
                parents=frozenset(parents.get(person, ())),
            )
            for person in people
        }

    def within(self, household_id: int, *, head: int) -> dict[int, str | None]:
        """Return what the members of one household are to one of them; None where unknown."""
        members = self._members(household_id)
        told = relations_to(members, new_head=head)
        births = dict(self._by_birth(members, head))
        return {person: code or births.get(person) for person, code in told.items()}

    def joining(
        self, household_id: int, *, head: int, said: Mapping[int, str]
    ) -> dict[int, str | None]:
        """Return what members of a household are to a head; what was said stands.

        The head of another household is reached by way of whoever is said to be something to
        them, or is their child or parent by a birth on record: a son's wife is a daughter-in-law.
        """
        members = self._members(household_id)
        if head in members:
            return {**self.within(household_id, head=head), **said}
        told: dict[int, str | None] = dict.fromkeys(members)
        for anchor, code in self._anchors(members, head, said):
            for person, relation in self._by_way_of(members, anchor, code, head).items():
                told[person] = told[person] or relation
        return {**told, **said}

    def _members(self, household_id: int) -> dict[int, Member]:
        """Return a household; a marriage that has ended makes nobody kin through it any more."""
        members = {
            person: replace(self.people[person], relation=relation)
            for person, relation in self.households.get(household_id, {}).items()
        }
        couple = [who for who, each in members.items() if each.relation in (HEAD, *SPOUSES)]
        if any(members[who].married is False for who in couple):
            for who in couple:
                if members[who].relation != HEAD:
                    members[who] = replace(members[who], relation=STRANGER)
        return members

    def _anchors(
        self, members: Mapping[int, Member], head: int, said: Mapping[int, str]
    ) -> Iterator[tuple[int, str]]:
        yield from ((person, code) for person, code in said.items() if person in members)
        yield from self._by_birth(members, head)

    def _by_birth(self, members: Mapping[int, Member], head: int) -> Iterator[tuple[int, str]]:
        for person, member in members.items():
            if head in member.parents and member.sex in CHILDREN:
                yield person, CHILDREN[member.sex]
            elif person in self.people[head].parents and member.sex in PARENTS:
                yield person, PARENTS[member.sex]

    def _by_way_of(
        self, members: Mapping[int, Member], anchor: int, code: str, head: int
    ) -> dict[int, str | None]:
        """Tell the household by the anchor, put the head among them, and tell all by the head."""
        pair = {
            head: replace(self.people[head], relation=HEAD),
            anchor: replace(members[anchor], relation=code),
        }
        back = relations_to(pair, new_head=anchor)[head]
        if back is None:
            return {anchor: code}
        among = {
            person: replace(members[person], relation=relation)
            for person, relation in relations_to(members, new_head=anchor).items()
            if relation is not None
        }
        among[head] = replace(self.people[head], relation=back)
        told = relations_to(among, new_head=head)
        del told[head]
        return {**told, anchor: code}
