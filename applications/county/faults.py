"""Faults planted in a made-up county (植入的差错), at stated shares, beside families without any.

What is planted is written down as the truth, in a file that the register never reads: the rules of
data quality are measured against it. Some faults are made too hard to be found, and some notices
of other agencies are right, or too recent: a rule that finds everything is not a good rule.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Final

from hukou.kernel.kinship import HEAD

from .lists import NoticeMaker
from .names import given_name, surname
from .numbers import NumberSeries
from .offices import STATIONS
from .plan import CountyPlan, PlannedHousehold, PlannedMember, PlannedPerson, PlantedFault

SHARES: Final = {
    "D01-1": 0.004,
    "D01-2": 0.001,
    "D01-3": 0.001,
    "D02-1": 0.003,
    "D02-2": 0.003,
    "D02-3": 0.003,
    "D03-1": 0.0005,
    "D03-2": 0.001,
    "D03-3": 0.002,
    "D03-4": 0.001,
    "D03-5": 0.0005,
    "D03-6": 0.001,
    "D03-7": 0.001,
    "D03-8": 0.0005,
    "D03-9": 0.001,
    "D03-10": 0.001,
}
"""Of each kind, by rule: faults for each person of the county, one at least."""


class Planter:
    """Plants faults in a county that is made already; its own people stay as they are."""

    def __init__(
        self,
        plan: CountyPlan,
        random: Random,
        numbers: NumberSeries,
        places: Mapping[str, Sequence[str]],
        *,
        today: date,
    ) -> None:
        self.plan, self.random, self.numbers, self.places = plan, random, numbers, places
        self.today, self.doors = today, 0
        self.homes = [
            (household, member)
            for household in plan.households
            if not household.story
            for member in household.members
            if member.left_on is None
        ]
        self.used: set[str] = set()

    def plant(self) -> None:
        """Plant every kind, then let the agencies tell what is right as well."""
        size = len(self.plan.people)
        lists = NoticeMaker(self)
        kinds: dict[str, Callable[[], None]] = {
            "D01-1": self._double,
            "D01-2": lists.other_name,
            "D01-3": self._two_numbers,
            "D02-1": lists.death,
            "D02-2": lists.birth,
            "D02-3": lists.stranger,
            "D03-1": self._too_old,
            "D03-2": self._before_birth,
            "D03-3": self._contradicting,
            "D03-4": self._close_in_age,
            "D03-5": self._two_spouses,
            "D03-6": self._young_spouse,
            "D03-7": self._young_and_married,
            "D03-8": self._young_head,
            "D03-9": self._astray,
            "D03-10": self._without_door,
        }
        for rule, plant in kinds.items():
            for _ in range(max(1, round(SHARES[rule] * size))):
                plant()
        lists.what_is_right(size)

    def note(self, rule: str, *subjects: str) -> None:
        self.plan.faults.append(PlantedFault(rule=rule, subjects=tuple(sorted(subjects))))

    def pick(self, *, oldest: date, youngest: date, sex: str = "") -> PlannedMember:
        """Return somebody of the county who has no part in another fault."""
        return self.pick_home(oldest=oldest, youngest=youngest, sex=sex)[1]

    def pick_home(
        self, *, oldest: date, youngest: date, sex: str = ""
    ) -> tuple[PlannedHousehold, PlannedMember]:
        """Return somebody born between two days, with their household."""
        while True:
            household, member = self.random.choice(self.homes)
            person = member.person
            fits = oldest <= person.born <= youngest and sex in ("", person.sex)
            if fits and person.number not in self.used:
                self.used.add(person.number)
                return household, member

    def years_ago(self, years: int) -> date:
        """Return a day of the year that ended so many years ago."""
        return self.today - timedelta(days=years * 365 + years // 4 + self.random.randint(2, 360))

    def person(self, age: int, sex: str = "", *, married: str = "10") -> PlannedPerson:
        """Make somebody of about this age, at least as old."""
        sex, born = sex or self.random.choice("12"), self.years_ago(age)
        return PlannedPerson(
            number=self.numbers.next(born, sex),
            name=surname(self.random) + given_name(self.random, sex),
            sex=sex,
            born=born,
            marital_status=married,
            education="",
        )

    def settle(self, *members: tuple[PlannedPerson, str], office: str = "") -> PlannedHousehold:
        """Give people a household; the first is its head."""
        self.doors += 1
        station = office or self.random.choice(STATIONS).code
        opened = max(date(1985, 1, 1), *(person.born for person, _ in members[:1]))
        household = PlannedHousehold(
            division=self.random.choice(self.places[station]),
            office=station,
            street="学院路",
            plate=f"{self.doors}号",
            room="",
            opened_on=opened,
            members=[
                PlannedMember(person=person, relation=code, arrived_on=max(opened, person.born))
                for person, code in members
            ],
        )
        self.plan.households.append(household)
        return household

    def _double(self) -> None:
        """One human being under two records: plain, renamed, mistyped, or past recognition."""
        home, member = self.pick_home(oldest=self.years_ago(80), youngest=self.years_ago(20))
        how = self.random.choices(("plain", "renamed", "mistyped", "hard"), (60, 20, 15, 5))[0]
        if how == "mistyped":
            self._double_couple(home)
            return
        twin = self._copy(member.person, born=member.person.born)
        if how == "renamed":
            twin.former_name = twin.name
            twin.name = twin.name[0] + given_name(self.random, twin.sex) + "安"
        if how == "hard":
            twin = self._copy(member.person, born=member.person.born + timedelta(days=1))
            twin.name = twin.name[:-1] + "宁"
        self.settle((twin, HEAD))
        self.note("D01-1", member.person.number, twin.number)

    def _double_couple(self, home: PlannedHousehold) -> None:
        """Everybody who lives in a household is written down again, a day of birth mistyped."""
        people = [each for each in home.members if each.left_on is None]
        copies = []
        for each in people[:2]:
            born = each.person.born
            wrong = born.replace(day=born.day % 9 + 1) if born.day < 10 else born
            twin = self._copy(each.person, born=wrong)
            copies.append((twin, each.relation))
            self.used.add(each.person.number)
            self.note("D01-1", each.person.number, twin.number)
        self.settle(*copies)

    def _copy(self, person: PlannedPerson, *, born: date) -> PlannedPerson:
        return PlannedPerson(
            number=self.numbers.next(born, person.sex),
            name=person.name,
            sex=person.sex,
            born=born,
            marital_status=person.marital_status,
            education=person.education,
            ethnicity=person.ethnicity,
        )

    def _two_numbers(self) -> None:
        member = self.pick(oldest=self.years_ago(80), youngest=self.years_ago(20))
        before = self.numbers.next(member.person.born + timedelta(days=3), member.person.sex)
        self.plan.formerly_held[member.person.number] = (
            before,
            date(2015, 1, 1),
        )
        self.note("D01-3", member.person.number)

    def _too_old(self) -> None:
        person = self.person(self.random.randint(116, 124))
        self.settle((person, HEAD))
        self.note("D03-1", person.number)

    def _before_birth(self) -> None:
        parent, child = self.person(40), self.person(6)
        household = self.settle((parent, HEAD), (child, "20" if child.sex == "1" else "30"))
        household.members[1].arrived_on = child.born - timedelta(days=self.random.randint(20, 300))
        self.note("D03-2", child.number)

    def _contradicting(self) -> None:
        person = self.person(self.random.randint(20, 70))
        if self.random.random() < 0.5:
            other = person.born.replace(year=person.born.year - 10, day=1)
            person.number = self.numbers.next(other, person.sex)
        else:
            person.number = self.numbers.next(person.born, "2" if person.sex == "1" else "1")
        self.settle((person, HEAD))
        self.note("D03-3", person.number)

    def _close_in_age(self) -> None:
        head = self.person(40)
        if self.random.random() < 0.5:
            other, code = self.person(32, "1"), "20"
        else:
            other, code = self.person(46, "2"), "52"
        self.settle((head, HEAD), (other, code))
        self.note("D03-4", head.number, other.number)

    def _two_spouses(self) -> None:
        head = self.person(50, "1", married="20")
        wives = [self.person(45, "2", married="20"), self.person(30, "2", married="20")]
        self.settle((head, HEAD), (wives[0], "12"), (wives[1], "10"))
        self.note("D03-5", *(wife.number for wife in wives))

    def _young_spouse(self) -> None:
        head, spouse = self.person(30, "1", married="20"), self.person(16, "2")
        self.settle((head, HEAD), (spouse, "12"))
        self.note("D03-6", spouse.number)

    def _young_and_married(self) -> None:
        head, child = self.person(45), self.person(15, married="20")
        self.settle((head, HEAD), (child, "20" if child.sex == "1" else "30"))
        self.note("D03-7", child.number)

    def _young_head(self) -> None:
        head, grandparent = self.person(11), self.person(65, "2", married="30")
        self.settle((head, HEAD), (grandparent, "62"))
        self.note("D03-8", head.number)

    def _astray(self) -> None:
        head = self.person(35)
        household = self.settle((head, HEAD))
        elsewhere = [code for office, codes in sorted(self.places.items()) for code in codes
                     if office != household.office]  # fmt: skip
        household.division = self.random.choice(elsewhere)
        self.note("D03-9", f"户主{head.number}")

    def _without_door(self) -> None:
        head = self.person(35)
        household = self.settle((head, HEAD))
        household.street, household.plate = f"学院路{self.doors}弄", ""
        self.note("D03-10", f"户主{head.number}")
