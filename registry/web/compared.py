"""Records side by side (对照): what is registered about each, and where they differ."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hukou.kernel.codes import Scheme
from hukou.web.templatetags.counter import day
from registry.queries import PersonView
from registry.web.templatetags.register import code_name, ethnic_name, relation_name, sex_name

Told = Callable[[PersonView], str]
ROWS: Final[tuple[tuple[Promise, Told], ...]] = (
    (_("姓名"), lambda person: person.name),
    (_("曾用名"), lambda person: person.former_name),
    (_("公民身份号码"), lambda person: person.identity_number),
    (_("性别"), lambda person: sex_name(person.sex)),
    (_("出生日期"), lambda person: day(person.birth_date)),
    (_("民族"), lambda person: ethnic_name(person.ethnicity)),
    (_("出生地"), lambda person: person.birthplace),
    (_("籍贯"), lambda person: person.native_place),
    (_("婚姻状况"), lambda person: code_name(Scheme.MARITAL_STATUS, person.marital_status)),
    (_("文化程度"), lambda person: code_name(Scheme.EDUCATION, person.education)),
    (_("户号"), lambda person: person.household_number),
    (_("与户主关系"), lambda person: relation_name(person.relation)),
    (_("住址"), lambda person: person.address),
    (_("迁来本户日期"), lambda person: day(person.arrived_on)),
    (_("登记机关"), lambda person: person.office_name),
    (_("死亡日期"), lambda person: day(person.died_on)),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One item of the card, as each record tells it."""

    label: str
    values: list[str]
    differs: bool


def compared(people: Sequence[PersonView]) -> list[Line]:
    """Return the card of everybody, item by item; what nobody tells is left out."""
    lines = []
    for label, told in ROWS:
        values = [told(person) for person in people]
        if any(values):
            lines.append(Line(str(label), values, len(set(values)) > 1))
    return lines
