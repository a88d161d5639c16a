"""Everyday families: who lives with whom, since when (普通家庭)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from hukou.kernel.kinship import HEAD, SPOUSE
from hukou.kernel.periods import full_years

from .names import RARE_NAMES, given_name, surname
from .numbers import NumberSeries
from .plan import PlannedHousehold, PlannedMember, PlannedPerson
from .truth import everyday_truth

_RARE_SHARE = 0.01
_FROM_PARENTS_SHARE = 0.35
_WITH_A_PARENT_SHARE = 0.2


class FamilyMaker:
    """Makes households one after the other, so that grown children leave earlier ones."""

    def __init__(self, random: Random, numbers: NumberSeries, *, today: date) -> None:
        self._random = random
        self._numbers = numbers
        self._today = today
        self._by_surname: dict[str, list[PlannedHousehold]] = defaultdict(list)

    def make(self, *, division: str, office: str, street: str, plate: str) -> PlannedHousehold:
        """Make one household at an address."""
        random = self._random
        sex = "1" if random.random() < 0.75 else "2"
        born = self._birthday(random.randint(23, 78))
        opened_on = self._opened_on(born)
        parents = self._parents_of(born, opened_on)
        family_name = parents.members[0].person.name[0] if parents else surname(random)
        head = self.person(family_name, sex, born)
        household = PlannedHousehold(
            division=division,
            office=office,
            street=street,
            plate=plate,
            room=f"{random.randint(1, 18)}0{random.randint(1, 4)}",
            opened_on=opened_on,
            members=[PlannedMember(person=head, relation=HEAD, arrived_on=opened_on)],
        )
        if parents:
            self._leave(parents, head, on=opened_on)
        if random.random() < 0.85:
            self._add_spouse(household)
            self._add_children(household)
            self._add_parent(household)
        self._by_surname[family_name].append(household)
        for member in household.members:
            member.person.truth = everyday_truth(random, household, member, today=self._today)
        return household

    def person(self, family_name: str, sex: str, born: date) -> PlannedPerson:
        """Make a person with a number of their own."""
        random = self._random
        name = family_name + given_name(random, sex)
        ethnicity = "01"
        if random.random() < _RARE_SHARE:
            name = random.choice([rare for rare, whose in RARE_NAMES if whose == sex])
            ethnicity = "05" if "·" in name else "01"
        age = full_years(born, self._today)
        return PlannedPerson(
            number=self._numbers.next(born, sex),
            name=name,
            sex=sex,
            born=born,
            marital_status="10",
            education=self._education(age),
            ethnicity=ethnicity,
        )

    def _education(self, age: int) -> str:
        if age < 7:
            return ""
        if age < 16:
            return "80" if age < 13 else "70"
        stock: Sequence[str] = ("20", "30", "60", "40", "70") if age < 45 else ("60", "70", "80")
        return self._random.choice(stock)

    def _birthday(self, age: int) -> date:
        return self._today - timedelta(days=age * 365 + self._random.randint(1, 364))

    def _opened_on(self, born: date) -> date:
        adult = born.toordinal() + 22 * 365
        earliest = max(adult, date(1985, 1, 1).toordinal())
        latest = self._today.toordinal() - 400
        return date.fromordinal(min(earliest + self._random.randint(0, 3650), latest))

    def _parents_of(self, born: date, opened_on: date) -> PlannedHousehold | None:
        if self._random.random() >= _FROM_PARENTS_SHARE:
            return None
        candidates = self._by_surname[surname(self._random)][-40:]
        return next(
            (
                household
                for household in candidates
                if 22 <= full_years(household.members[0].person.born, born) <= 40
                and household.opened_on < opened_on
            ),
            None,
        )

    def _leave(self, parents: PlannedHousehold, child: PlannedPerson, *, on: date) -> None:
        parents.members.append(
            PlannedMember(
                person=child,
                relation="20" if child.sex == "1" else "30",
                arrived_on=max(child.born, parents.opened_on),
                left_on=on,
            )
        )

    def _add_spouse(self, household: PlannedHousehold) -> None:
        head = household.members[0].person
        sex = "2" if head.sex == "1" else "1"
        born = head.born + timedelta(days=self._random.randint(-1400, 1400))
        of_age = date.fromordinal(self._today.toordinal() - (23 if sex == "1" else 21) * 366)
        spouse = self.person(surname(self._random), sex, min(born, of_age))
        head.marital_status = spouse.marital_status = "20"
        arrived = household.opened_on + timedelta(days=self._random.randint(0, 300))
        household.members.append(
            PlannedMember(person=spouse, relation=SPOUSE, arrived_on=max(arrived, spouse.born))
        )

    def _add_children(self, household: PlannedHousehold) -> None:
        head, spouse = (member.person for member in household.members[:2])
        first = max(head.born, spouse.born) + timedelta(days=self._random.randint(8800, 12000))
        for count in range(self._random.choice((0, 1, 1, 2, 2, 3))):
            born = first + timedelta(days=count * self._random.randint(500, 1500))
            if born > self._today or full_years(born, self._today) > 30:
                continue
            sex = self._random.choice("12")
            child = self.person(head.name[0], sex, born)
            household.members.append(
                PlannedMember(
                    person=child,
                    relation="20" if sex == "1" else "30",
                    arrived_on=max(born, household.opened_on),
                )
            )

    def _add_parent(self, household: PlannedHousehold) -> None:
        """Now and then a parent of the head lives with them."""
        if self._random.random() >= _WITH_A_PARENT_SHARE:
            return
        head = household.members[0].person
        born = head.born - timedelta(days=self._random.randint(8100, 12000))
        if full_years(born, self._today) > 95:
            return
        sex = self._random.choice("12")
        parent = self.person(head.name[0], sex, born)
        parent.marital_status = "30"
        household.members.append(
            PlannedMember(
                person=parent,
                relation="51" if sex == "1" else "52",
                arrived_on=household.opened_on,
            )
        )
