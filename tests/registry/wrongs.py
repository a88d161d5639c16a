"""Events that may be recorded in error: each is one call of an action, in a family of four."""

from datetime import date
from typing import Any, Final

from psycopg.types.range import Range

from registry.actions import (
    Mover,
    Newborn,
    adopt,
    cancel_registration,
    change_head,
    change_identity_number,
    merge_households,
    move_family,
    move_in,
    move_out,
    register_birth,
    register_death,
    reverse_entry,
    split_household,
    transfer_member,
)
from registry.models import Entry, HeldNumber, Household, HouseholdAddress, Person, Residence
from tests.cast import BASIS, LATELY, Family, Station
from tests.factories import HouseholdFactory, PersonFactory, ResidenceFactory

DEATH: Final = {"declarant": "欧阳修", "certificate": "死证字第1号"}
CANCEL: Final = {"reason": "service", "declarant": "欧阳修", "proof": "入伍通知书"}
WHY: Final = {"reason": "本人申请", "proof": "申请书"}


def state() -> dict[str, list[tuple[Any, ...]]]:
    """Return what the register says, without keys: who, where, as what, from and until when."""
    residences = Residence.objects.order_by("person", "period").values_list(
        "person", "household", "relation", "period", "reason_in", "reason_out", "moved_to",
        "arrived_on", "closed_by",
    )  # fmt: skip
    return {
        "residences": list(residences),
        "deaths": list(Person.objects.exclude(died_on=None).values_list("pk", "died_on")),
        "households": list(
            Household.objects.filter(annulled_by=None).order_by("pk").values_list("pk", "period")
        ),
        "addresses": list(HouseholdAddress.objects.order_by("pk").values_list("pk", "period")),
        "numbers": list(
            HeldNumber.objects.filter(annulled_by=None)
            .order_by("pk")
            .values_list("person", "number", "period")
        ),
    }


def reversed_(here: Station, entry: Entry, **changes: Any) -> list[Entry]:
    told: dict[str, Any] = {"by": here.officer, "basis": BASIS, "reason": "录入有误"}
    return reverse_entry(entry, **told | changes)


def birth(here: Station, ouyang: Family) -> Person:
    child = Newborn(
        name="欧阳小月", sex="2", birth_date=LATELY, mother_id=ouyang.mother.pk,
        father_id=ouyang.father.pk,
    )  # fmt: skip
    return register_birth(child, ouyang.household, relation="32", **here.how)


def death_of_the_head(here: Station, ouyang: Family) -> object:
    return register_death(ouyang.father, new_head=ouyang.mother, **here.how | DEATH)


def death_of_the_last(here: Station, ouyang: Family) -> object:
    del ouyang
    alone = ResidenceFactory.create(household__office=here.office)
    return register_death(alone.person, **here.how | DEATH)


def moving_out(here: Station, ouyang: Family) -> object:
    residence = ouyang.residence_of(ouyang.father)
    return move_out(residence, reason="abroad", new_head=ouyang.mother, **here.how)


def moving_in(here: Station, ouyang: Family) -> object:
    del ouyang
    home = HouseholdFactory.create(office=here.office)
    return move_in(PersonFactory.create(), home, relation="02", reason="kin", **here.how)


def family_move(here: Station, ouyang: Family) -> object:
    movers = [Mover(ouyang.father.pk, "02", "settlement"), Mover(ouyang.son.pk, "20", "settlement")]
    return move_family(
        movers, HouseholdFactory.create(), new_heads={ouyang.household.pk: ouyang.mother.pk},
        **here.how,
    )  # fmt: skip


def whole_family_moves(here: Station, ouyang: Family) -> object:
    people = (ouyang.father, ouyang.mother, ouyang.son, ouyang.daughter)
    movers = [
        Mover(each.pk, code, "settlement")
        for each, code in zip(people, ("02", "10", "20", "30"), strict=True)
    ]
    return move_family(movers, HouseholdFactory.create(), **here.how)


def another_head(here: Station, ouyang: Family) -> object:
    return change_head(ouyang.household, to=ouyang.mother, **here.how)


def head_of_the_first_day(here: Station, ouyang: Family) -> object:
    """Relations are told in place: no row ends."""
    how = here.how | {"on": date(2010, 1, 2)}
    return change_head(ouyang.household, to=ouyang.mother, **how)


def cancellation(here: Station, ouyang: Family) -> object:
    return cancel_registration(ouyang.son, **here.how | CANCEL)


def adoption(here: Station, ouyang: Family) -> object:
    child = PersonFactory.create(details={"sex": "2", "birth_date": date(2022, 4, 1)})
    ResidenceFactory.create(person=child, period=Range(date(2022, 4, 1), None))
    return adopt(
        child, ouyang.household, adopters=[ouyang.father.pk], relation="36",
        certificate="收养登记证第1号", **here.how,
    )  # fmt: skip


def number_change(here: Station, ouyang: Family) -> object:
    return change_identity_number(ouyang.son, **here.how | WHY)


def splitting(here: Station, ouyang: Family) -> object:
    address = ouyang.household.addresses.get().address
    return split_household(
        ouyang.household, leaving=[ouyang.daughter.pk], head=ouyang.daughter, address=address,
        **here.how,
    )  # fmt: skip


def _neighbours(ouyang: Family) -> Household:
    others = Household.objects.filter(residences__relation="02").exclude(pk=ouyang.household.pk)
    return others.latest("id")


def merging(here: Station, ouyang: Family) -> object:
    told = {ouyang.father.pk: "97", ouyang.mother.pk: "97", ouyang.son.pk: "97"}
    return merge_households(
        ouyang.household, _neighbours(ouyang),
        relations=told | {ouyang.daughter.pk: "97"}, **here.how,
    )  # fmt: skip


def transferring(here: Station, ouyang: Family) -> object:
    told = {ouyang.son.pk: "97"}
    return transfer_member(ouyang.son, _neighbours(ouyang), relations=told, **here.how)
