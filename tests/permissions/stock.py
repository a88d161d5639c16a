"""A station with something behind every address (样本): one of ours, and one that is not ours.

Both are made by the same hand, so that whatever can be seen of one could be seen of the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.db import connection
from psycopg.types.range import Range

from hukou.kernel import clock
from hukou.kernel.unified_credit_code import compose
from registry.actions import (
    Mover,
    Renumbering,
    RightTold,
    change_particulars,
    issue_document,
    move_family,
    name_keeper,
    note_rural_right,
    plan_visits,
    record_actual_residence,
    renumber_addresses,
)
from registry.documents import Booklet
from registry.models import (
    Address,
    CorrectionNotice,
    Entry,
    ExternalNotice,
    HeldNumber,
    Household,
    IssuedDocument,
    Person,
    QualityFinding,
)
from registry.queries.visits import VisitArea
from tests.cast import LATELY, Station
from tests.collectives import READY, SCHOOL, opened
from tests.factories import (
    AddressFactory,
    HouseholdFactory,
    PersonFactory,
    ResidenceFactory,
    UrbanRuralCodeFactory,
)
from tests.filing import (
    Counter,
    Place,
    counter,
)
from tests.permissions.stock_files import Words, applied
from tests.permissions.stock_identity_cards import cards
from tests.permissions.stock_logs import comparison, imported, quota_of, read
from tests.permissions.stock_rounds import applicant_pages, round_of
from tests.registry.quality import rule

PAPER: Final = b"%PDF-1.7\n1 0 obj"
ALIGN: Final = """
WITH keys AS (
    SELECT format('%I.%I', schemaname, sequencename)::regclass AS name, last_value FROM pg_sequences
    WHERE schemaname = 'public' AND sequencename LIKE '%id_seq'
), last AS (SELECT coalesce(max(last_value), 0) / 10000 * 10000 + 70000 AS key FROM keys)
SELECT setval(name, last.key) FROM keys, last
"""
MEMBERS: Final = {
    "father": ("甲", "02", "1", date(1974, 5, 1), "20"),
    "mother": ("乙", "10", "2", date(1976, 3, 8), "20"),
    "son": ("丙", "20", "1", date(2010, 1, 2), "10"),
    "daughter": ("丁", "30", "2", date(2006, 2, 3), "10"),
}


@dataclass(frozen=True, slots=True)
class Stock:
    """What a station holds: by the parameters of addresses, and as somebody would type it."""

    here: Counter
    people: Mapping[str, Person]
    values: Mapping[str, object]
    per_route: Mapping[str, Mapping[str, object]]
    keys: tuple[str, ...]
    texts: tuple[str, ...]

    def at(self, route: str) -> dict[str, object]:
        """Return the values for the address of this route."""
        return {**self.values, **self.per_route.get(route, {})}


def stock(at: Place, words: Words, *, dated: bool) -> Stock:
    """Set up a station and let everything happen there that leaves a row."""
    here = counter(dated=dated, at=at)
    station = Station(here.office, here.officer)
    for account in (here.auxiliary, here.officer, here.chief, here.approver):
        account.name = f"{words.name}民警"
        account.save(update_fields=["name"])
    door = AddressFactory.create(division=here.community, street=f"{words.name}路")
    home = HouseholdFactory.create(office=here.office, address=door)
    people = members(home, words)
    neighbour = HouseholdFactory.create(office=here.office, address=door)
    ResidenceFactory.create(
        household=neighbour, person=PersonFactory.create(details={"name": f"{words.name}邻"})
    )
    register = happened(station, people, home, door, words)
    cases = applied(here, at, people, words)
    compared = comparison(here, words)
    batch = renumber_addresses(
        [Renumbering(address=door.pk, to={"street": f"{words.name}新路"}, line=2)], **station.how
    )
    UrbanRuralCodeFactory.create(
        division_code=at.code, urban_rural_class="121", approver=words.name
    )
    read(here, people, words)
    run = imported(here, words)
    task = plan_visits(
        f"{words.name}走访",
        grounds=["beat"],
        area=VisitArea(),
        starts_on=clock.today(),
        due_on=clock.today(),
        by=here.officer,
    )
    paper = issue_document(Booklet(home.pk), office=here.office, by=here.officer)
    ran = round_of(here, cases["key"], words)
    values = {
        **register,
        **ran,
        **cases["values"],
        **cards(here, people, words),
        "person_id": people["father"].pk,
        "household_id": home.pk,
        "issued_id": paper.pk,
        "code": paper.verification_code,
        "batch_id": batch.pk,
        "division_id": here.community.pk,
        "comparison_id": compared.pk,
        "run_id": run.pk,
        "task_id": task.pk,
        "stop_id": task.stops.earliest("sequence").pk,
        "quota_id": quota_of(here, words).pk,
        "ordinal": 1,
        "regulation_id": "qz-final-2017",
        "obligation_id": "qzf-county-measures",
    }
    return Stock(
        here,
        people,
        values,
        {**cases["per_route"], **collective_pages(register), **applicant_pages(ran)},
        keys=tuple(str(each) for each in (home.pk, cases["key"], compared.pk)),
        texts=(*texts_of(people, home, door, paper, words), cases["number"]),
    )


def members(home: Household, words: Words) -> dict[str, Person]:
    """Register a family of four."""
    people = {}
    for who, (letter, relation, sex, born, married) in MEMBERS.items():
        told = {"name": f"{words.name}{letter}", "sex": sex, "birth_date": born}
        people[who] = PersonFactory.create(details=told | {"marital_status": married})
        since = Range(max(born, date(2011, 1, 1)), None)
        ResidenceFactory.create(person=people[who], household=home, relation=relation, period=since)
    return people


def happened(
    here: Station, people: Mapping[str, Person], home: Household, door: Address, words: Words
) -> dict[str, object]:
    """Let the register be written: a school's household, a new name, a note, a doubt."""
    details = replace(SCHOOL, contact=f"{words.name}老师", credit_code=credit_code(door))
    school = opened(here, details, address=door, name=f"{words.name}学院", facts=READY)
    keeper = name_keeper(school, name=f"{words.name}管", phone="0570-1", **here.how)
    move_family([Mover(people["daughter"].pk, "99", "study")], school, **here.how)
    told = {"reason": "本人申请", "proof": "申请书"}
    change_particulars(people["son"], {"name": f"{words.name}丙丙"}, **here.how | told)
    entry = Entry.objects.latest("id")
    known = RightTold(certificate="unknown", source="declared", collective=f"{words.name}社")
    note = note_rural_right(people["father"], right="homestead", told=known, **here.how)
    record_actual_residence(
        people["mother"],
        place=f"{words.name}市",
        on=LATELY,
        source="visit",
        by=here.officer,
        basis={"document": "走访", "clause": ""},
    )
    notice = CorrectionNotice.objects.create(
        entry=entry, account=here.officer, people=[people["son"].pk]
    )
    finding = doubted(here, people["father"], home, words)
    return {
        "keeper_id": keeper.pk,
        "entry_id": entry.pk,
        "note_id": note.pk,
        "notice_id": notice.pk,
        "finding_id": finding.pk,
        "rule_id": finding.rule_id,
        "school": school.pk,
    }


def credit_code(door: Address) -> str:
    return compose("12", door.division.code[:6], "A1B2C3D4").text


def collective_pages(register: Mapping[str, object]) -> dict[str, dict[str, object]]:
    school = {"household_id": register["school"]}
    names = ("collective", "collective-leavers", "keeper-name", "keeper-end")
    return dict.fromkeys(names, school)


def doubted(here: Station, person: Person, home: Household, words: Words) -> QualityFinding:
    """An agency tells of a death, and a rule wonders about it."""
    told = ExternalNotice.objects.create(
        agency=f"{words.name}殡仪馆",
        reference=f"{words.name}-1",
        kind="death",
        number=HeldNumber.objects.get(person=person).number,
        name=f"{words.name}甲",
        name_norm=f"{words.name}甲",
        event_date=LATELY,
        office=here.office,
        received_at=clock.now(),
    )
    return QualityFinding.objects.create(
        rule=rule("D03-1"),
        subject=f"p{person.pk}",
        people=[person.pk],
        households=[home.pk],
        notices=[told.pk],
        office=here.office,
        assigned_to=here.officer,
        found_on=clock.today(),
        score=100,
    )


def keys_go_on_together() -> None:
    """Let the keys of all tables go on from one number: then one key stands for a row of each."""
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        [user] = cursor.fetchone() or [""]
        cursor.execute("reset role")
        cursor.execute(ALIGN)
        cursor.execute(f"set role {user}")


def texts_of(
    people: Mapping[str, Person],
    home: Household,
    door: Address,
    paper: IssuedDocument,
    words: Words,
) -> tuple[str, ...]:
    """Return what somebody would type to find something of this."""
    return (
        f"{words.name}甲",
        HeldNumber.objects.get(person=people["father"]).number,
        home.number,
        door.full_text,
        door.division.code,
        paper.serial,
    )
