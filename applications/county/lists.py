"""What other agencies tell about a made-up county (部门通报): some of it is news, most is not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from .names import given_name, surname
from .plan import PlannedHousehold, PlannedMember, PlannedNotice

if TYPE_CHECKING:
    from .faults import Planter

BIRTHS: Final = ("卫生健康局（演示）", "birth")
DEATHS: Final = ("卫生健康局（演示）", "death")
FUNERALS: Final = ("殡仪馆（演示）", "death")
PUPILS: Final = ("教育局（演示）", "school")
INSURED: Final = ("社会保险中心（演示）", "insurance")
GRACE: Final = 30
"""Days a family has to declare a birth or a death: what is younger is no fault yet."""
RIGHT_SHARE: Final = 0.02


class NoticeMaker:
    """Writes the lists of agencies, for a planter of faults."""

    def __init__(self, planter: Planter) -> None:
        self.planter, self.random, self.today = planter, planter.random, planter.today
        self.told = 0

    def tell(
        self, told: tuple[str, str], number: str, name: str, *, on: date, home: PlannedHousehold
    ) -> None:
        self.tell_at(home.division, told, number, name, on=on)

    def tell_at(
        self, place: str, told: tuple[str, str], number: str, name: str, *, on: date
    ) -> None:
        self.told += 1
        agency, kind = told
        notice = PlannedNotice(
            agency=agency,
            kind=kind,
            reference=f"T{self.told:07d}",
            number=number,
            name=name,
            event_date=on,
            division=place,
        )
        self.planter.plan.notices.append(notice)

    def days_ago(self, least: int, most: int) -> date:
        return self.today - timedelta(days=self.random.randint(least, most))

    def other_name(self) -> None:
        """A list names somebody else under the number of a resident."""
        home, member = self._adult()
        number, sex = member.person.number, member.person.sex
        name = surname(self.random) + given_name(self.random, sex) + "文"
        self.tell(INSURED, number, name, on=self.days_ago(40, 700), home=home)
        self.planter.note("D01-2", number)

    def death(self) -> None:
        """Somebody died, and nobody told the register."""
        home, member = self._old()
        person, on = member.person, self.days_ago(GRACE + 10, 700)
        for told in self.random.choice(((FUNERALS,), (DEATHS,), (DEATHS, FUNERALS))):
            self.tell(told, person.number, person.name, on=on, home=home)
        self.planter.note("D02-1", person.number)

    def birth(self) -> None:
        """A child was born, and not registered."""
        home, member = self._mother()
        number = member.person.number
        self.tell(BIRTHS, number, "", on=self.days_ago(GRACE + 10, 300), home=home)
        self.planter.note("D02-2", number)

    def stranger(self) -> None:
        """Somebody goes to school or is insured here, and the register does not know them."""
        planter = self.planter
        place = self.random.choice(planter.places[self.random.choice(sorted(planter.places))])
        child = self.random.random() < 0.5
        person = planter.person(self.random.randint(7, 17) if child else 35)
        lists = self.random.choice(((PUPILS,), (PUPILS, INSURED))) if child else (INSURED,)
        for told in lists:
            on = self.days_ago(5, 700)
            self.tell_at(place, told, person.number, person.name, on=on)
        planter.note("D02-3", person.number)

    def what_is_right(self, size: int) -> None:
        """Let lists hold what the register knows, and deaths and births of the last weeks."""
        for _ in range(max(1, round(RIGHT_SHARE * size))):
            home, member = self.random.choice(self.planter.homes)
            person, told = member.person, self.random.choice((PUPILS, INSURED))
            self.tell(told, person.number, person.name, on=self.days_ago(1, 700), home=home)
        for _ in range(max(1, round(0.001 * size))):
            home, member = self._old()
            person, on = member.person, self.days_ago(1, GRACE - 5)
            self.tell(FUNERALS, person.number, person.name, on=on, home=home)
            home, member = self._mother()
            on = self.days_ago(1, GRACE - 5)
            self.tell(BIRTHS, member.person.number, "", on=on, home=home)
        self._births_on_record()

    def _births_on_record(self) -> None:
        """Births of three years that were registered: a list tells them all the same."""
        for home in self.planter.plan.households:
            mothers = [
                each.person
                for each in home.members
                if each.person.sex == "2" and each.relation in ("02", "10", "12")
            ]
            for member in home.members:
                child = member.person
                young = child.born > self.today - timedelta(days=3 * 365)
                if mothers and young and member.relation[0] in "23":
                    self.tell(BIRTHS, mothers[0].number, child.name, on=child.born, home=home)

    def _adult(self) -> tuple[PlannedHousehold, PlannedMember]:
        planter = self.planter
        return planter.pick_home(oldest=planter.years_ago(80), youngest=planter.years_ago(20))

    def _old(self) -> tuple[PlannedHousehold, PlannedMember]:
        planter = self.planter
        return planter.pick_home(oldest=planter.years_ago(100), youngest=planter.years_ago(55))

    def _mother(self) -> tuple[PlannedHousehold, PlannedMember]:
        planter = self.planter
        oldest, youngest = planter.years_ago(44), planter.years_ago(21)
        return planter.pick_home(oldest=oldest, youngest=youngest, sex="2")
