"""The register's records, each the smallest that its constraints allow."""

from datetime import date
from typing import Any, Final

import factory
from psycopg.types.range import Range

from hukou.kernel import clock
from hukou.kernel.identity_number import compose
from hukou.kernel.name_keys import bigrams, name_initials, name_norm, name_pinyin
from registry.models import (
    HEAD,
    Account,
    Address,
    Division,
    DivisionLevel,
    Entry,
    EntryChain,
    EntryKind,
    HeldNumber,
    Household,
    HouseholdAddress,
    HouseholdKind,
    Office,
    OfficeLevel,
    Particulars,
    Person,
    Posting,
    PostingRole,
    Residence,
    UrbanRuralCode,
)

LONG_AGO = date(2000, 1, 1)
SINCE_LONG_AGO = Range(LONG_AGO, None)
BORN = date(1990, 1, 1)


class DivisionFactory(factory.django.DjangoModelFactory[Division]):
    class Meta:
        model = Division

    code = factory.Sequence(lambda n: f"440199001{n:03d}")
    name = "示例社区"
    level = DivisionLevel.VILLAGE
    period = SINCE_LONG_AGO


class UrbanRuralCodeFactory(factory.django.DjangoModelFactory[UrbanRuralCode]):
    class Meta:
        model = UrbanRuralCode

    period = SINCE_LONG_AGO
    source = "统计用区划代码"
    approver = "国家统计局"


class OfficeFactory(factory.django.DjangoModelFactory[Office]):
    class Meta:
        model = Office

    code = factory.Sequence(lambda n: f"44019950{n:04d}")
    name = "示例派出所"
    level = OfficeLevel.STATION


SURNAMES: Final = "钟邹熊金陆郝孔白崔康毛邱"
GIVEN: Final = "思远文博嘉禾承志一鸣雨桐景行若兰致和云帆明哲书瑶"


def officer_called(number: int) -> str:
    """Return a name that no other of 144 officers in a row has."""
    given = number // 12 % 12
    return SURNAMES[number % 12] + GIVEN[2 * given : 2 * given + 2]


class AccountFactory(factory.django.DjangoModelFactory[Account]):
    class Meta:
        model = Account

    username = factory.Sequence(lambda n: f"officer{n}")
    name = factory.Sequence(officer_called)


class PostingFactory(factory.django.DjangoModelFactory[Posting]):
    class Meta:
        model = Posting

    account = factory.SubFactory(AccountFactory)
    office = factory.SubFactory(OfficeFactory)
    role = PostingRole.OFFICER
    period = SINCE_LONG_AGO


class AddressFactory(factory.django.DjangoModelFactory[Address]):
    class Meta:
        model = Address

    division = factory.SubFactory(DivisionFactory)
    street = "示例路"
    plate = factory.Sequence(lambda n: f"{n}号")
    full_text = factory.LazyAttribute(lambda it: f"{it.division.name}{it.street}{it.plate}")


class HouseholdFactory(factory.django.DjangoModelFactory[Household]):
    """An empty family household with an address."""

    class Meta:
        model = Household
        skip_postgeneration_save = True

    class Params:
        collective = factory.Trait(kind=HouseholdKind.COLLECTIVE, name="示例公司集体户")

    number = factory.Sequence(lambda n: f"9{n:08d}")
    kind = HouseholdKind.FAMILY
    office = factory.SubFactory(OfficeFactory)
    prefecture = "4401"
    period = SINCE_LONG_AGO

    @factory.post_generation  # type: ignore[untyped-decorator]  # half-typed
    def address(self: Household, create: bool, given: Address | None, **_: Any) -> None:
        if create:
            HouseholdAddress.objects.create(
                household=self, address=given or AddressFactory.create(), period=self.period
            )


class PersonFactory(factory.django.DjangoModelFactory[Person]):
    """A person with a number and particulars, registered nowhere."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    @factory.post_generation  # type: ignore[untyped-decorator]  # half-typed
    def details(self: Person, create: bool, given: dict[str, Any] | None, **told: Any) -> None:
        if create:
            particulars = ParticularsFactory.create(person=self, **(given or {}), **told)
            HeldNumberFactory.create(person=self, born=particulars.birth_date, sex=particulars.sex)


class HeldNumberFactory(factory.django.DjangoModelFactory[HeldNumber]):
    class Meta:
        model = HeldNumber

    class Params:
        born = BORN
        sex = "1"
        place = factory.Sequence(lambda n: n % 499)

    number = factory.LazyAttribute(
        lambda it: (
            compose("440199", it.born, sequence=2 * it.place + (1 if it.sex == "1" else 2)).text
        )
    )
    period = factory.LazyAttribute(lambda it: Range(it.born, None))


class ParticularsFactory(factory.django.DjangoModelFactory[Particulars]):
    class Meta:
        model = Particulars

    name = "张三"
    sex = "1"
    birth_date = BORN
    period = factory.LazyAttribute(lambda it: Range(it.birth_date, None))
    name_norm = factory.LazyAttribute(lambda it: name_norm(it.name))
    name_pinyin = factory.LazyAttribute(lambda it: name_pinyin(it.name))
    name_initials = factory.LazyAttribute(lambda it: name_initials(it.name))
    name_bigrams = factory.LazyAttribute(lambda it: bigrams(it.name))


class EntryFactory(factory.django.DjangoModelFactory[Entry]):
    """An entry at the end of its office's chain."""

    class Meta:
        model = Entry

    office = factory.SubFactory(OfficeFactory)
    kind = EntryKind.IMPORTED
    event_on = LONG_AGO

    @classmethod
    def _create(cls, model_class: type[Entry], *_: Any, **values: Any) -> Entry:
        entry = model_class(**values)
        chain, _made = EntryChain.objects.get_or_create(office=entry.office)
        chain.append(entry, at=clock.now())
        entry.save(force_insert=True)
        chain.save(update_fields=["sequence", "digest"])
        return entry


class ResidenceFactory(factory.django.DjangoModelFactory[Residence]):
    """The head of a household of one."""

    class Meta:
        model = Residence

    person = factory.SubFactory(PersonFactory)
    household = factory.SubFactory(HouseholdFactory)
    relation = HEAD
    period = SINCE_LONG_AGO
    arrived_on = factory.LazyAttribute(lambda it: it.period.lower)
    reason_in = "loaded"
    opened_by = factory.SubFactory(
        EntryFactory,
        office=factory.SelfAttribute("..household.office"),
        household=factory.SelfAttribute("..household"),
        person=factory.SelfAttribute("..person"),
    )
    prefecture = "4401"
