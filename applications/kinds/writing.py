"""Writing an approved settlement into the register (办结登记)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from applications.models import Application, Party, PartyRole
from hukou.kernel.codes import CODE_OF_SEX
from registry.actions import Mover, PersonDetails, enrol_person, move_family, open_household
from registry.models import HEAD, Account, Household, HouseholdKind, Particulars

from .identity import BIRTH_DATE, SEX

REASON: Final = "settlement"

TO_THE_APPLICANT: Final[Mapping[tuple[str, str], str]] = {
    ("spouse", "1"): "11",
    ("spouse", "2"): "12",
    ("child", "1"): "20",
    ("child", "2"): "30",
    ("parent", "1"): "51",
    ("parent", "2"): "52",
}
"""GB/T 4761 by relation and sex: 夫, 妻, 子, 女, 父, 母. What else there is must be said."""


class Writing:
    """One application being written into the register: who writes, on which day, on what ground."""

    def __init__(
        self, application: Application, *, by: Account, on: date, basis: Mapping[str, Any]
    ) -> None:
        self.application, self.by, self.on, self.basis = application, by, on, basis

    def open_household(self) -> Household:
        """Open a family household at the address that was applied for."""
        address = self.application.destination_address
        assert address is not None  # noqa: S101 - there is an address where there is no household
        return open_household(
            address,
            kind=HouseholdKind.FAMILY,
            office=self.application.office,
            on=self.on,
            by=self.by,
            basis=self.basis,
            application=self.application.pk,
        )

    def mover(self, party: Party) -> Mover:
        """Return one person as the register moves them, enrolled first where it is new to them."""
        if party.person_id is None:
            self._enrol(party)
        assert party.person_id is not None  # noqa: S101 - just enrolled
        return Mover(
            party.person_id,
            self._relation(party),
            REASON,
            arrived_from=party.newcomer.get("from_address", ""),
        )

    def move(
        self,
        movers: Sequence[Mover],
        household: Household,
        *,
        new_heads: Mapping[int, int],
        relations: Mapping[int, str],
        details: Mapping[str, Any] | None = None,
    ) -> None:
        """Move everybody, both legs at once; `details` go into the entries."""
        move_family(
            movers,
            household,
            on=self.on,
            by=self.by,
            basis=self.basis,
            application=self.application.pk,
            new_heads=new_heads,
            relations=relations,
            details=details,
        )

    def _enrol(self, party: Party) -> None:
        declared = party.newcomer | self._verified(party)
        person = enrol_person(
            PersonDetails(
                identity_number=declared["identity_number"],
                name=declared["name"],
                sex=declared["sex"],
                birth_date=date.fromisoformat(declared["birth_date"]),
                ethnicity=declared["ethnicity"],
            ),
            on=self.on,
            by=self.by,
            basis=self.basis,
            application=self.application.pk,
            office=self.application.office,
        )
        party.person = person
        party.save(update_fields=["person"])

    def _verified(self, party: Party) -> dict[str, str]:
        """Return birth date and sex as verified when it was decided: they overrule the number."""
        people = self.application.decision.assessment.facts
        facts = next(each["facts"] for each in people if each["party"] == party.pk)
        told: dict[str, str] = {}
        if born := facts.get(BIRTH_DATE):
            told["birth_date"] = born["value"]
        if sex := facts.get(SEX):
            told["sex"] = CODE_OF_SEX[sex["value"]]
        return told

    def _relation(self, party: Party) -> str:
        """Return the relation to the head: as given, or as that to the applicant implies."""
        if party.relation_to_head:
            return party.relation_to_head
        if party.role == PartyRole.APPLICANT:
            return HEAD
        sex = Particulars.objects.on(self.on).get(person=party.person_id).sex
        return TO_THE_APPLICANT[party.relation, sex]
