"""What the world's family has to do with collective households: a student, and one without home."""

from hukou.kernel import clock
from registry.actions import (
    Mover,
    RightTold,
    change_particulars,
    move_family,
    note_rural_right,
    place_by_order,
    record_actual_residence,
)
from registry.models import Address, Entry, Household, HouseholdAddress, Residence
from tests.cast import Station
from tests.collectives import DEMOLISHED, PUBLIC
from tests.collectives import opened as collective
from tests.factories import AddressFactory
from tests.visiting import visited
from tests.web.world import World


def staged(name: str, there: World) -> dict[str, object]:
    """Bring the family to where a page of collective households shows it."""
    if name.startswith("collective"):
        return {"household_id": live_in_school(there)}
    if name == "address-receipt":
        place(there)
    if name == "living-apart":
        live_elsewhere(there)
    if name == "entry-reverse":
        return {"entry_id": renamed(there)}
    if name == "rural-right":
        return {"note_id": noted(there)}
    return visited(there.family.home) if name.startswith("visit-") else {}


def noted(there: World) -> int:
    """Note a right of the applicant, and return the note."""
    told = RightTold(certificate="unknown", source="declared")
    here = Station(there.here.office, there.here.officer)
    return note_rural_right(there.family.applicant, right="homestead", told=told, **here.how).pk


def live_elsewhere(there: World) -> None:
    """Somebody found the applicant living outside the area."""
    record_actual_residence(
        there.family.applicant,
        place="广东省深圳市",
        on=clock.today(),
        source="visit",
        by=there.here.officer,
        basis={"document": "走访记录", "clause": ""},
    )


def renamed(there: World) -> int:
    """Have the applicant renamed, and return the entry."""
    here = Station(there.here.office, there.here.officer)
    told = {"reason": "本人申请", "proof": "申请书"}
    change_particulars(there.family.applicant, {"name": "周大明"}, **here.how | told)
    return Entry.objects.latest("id").pk


def live_in_school(there: World) -> int:
    """Have the applicant live in a school's household, the rest of the family in the district."""
    here = Station(there.here.office, there.here.officer)
    family = there.family
    school = collective(here, district=family.home.prefecture + "24")
    move_family(
        [Mover(family.applicant.pk, "99", "study")],
        school,
        new_heads={family.home.pk: family.spouse.pk},
        **here.how,
    )
    HouseholdAddress.objects.filter(household=family.home).update(address=school_door(school))
    return school.pk


def school_door(school: Household) -> Address:
    """Return a dwelling in the school's community."""
    lived = HouseholdAddress.objects.get(household=school)
    return AddressFactory.create(division=lived.address.division)


def place(there: World) -> None:
    """Have the applicant be given an address of last resort."""
    here = Station(there.here.office, there.here.officer)
    family = there.family
    district = family.home.prefecture + "24"
    Residence.objects.filter(household=family.home).update(prefecture=family.home.prefecture)
    public = collective(here, PUBLIC, district=district, grounds="已核实")
    place_by_order(
        [Mover(family.applicant.pk, "99", "lost_dwelling")],
        division=HouseholdAddress.objects.get(household=public).address.division,
        facts=DEMOLISHED,
        grounds="已核实",
        new_heads={family.home.pk: family.spouse.pk},
        **here.how,
    )
