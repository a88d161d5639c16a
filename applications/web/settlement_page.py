"""What the settlement form shows (落户申请表): the rows as typed, the fields the law asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from applications.kinds import ORDER_LABELS
from applications.web.fact_fields import (
    FactField,
    FactGroup,
    asked_of_applicant,
    asked_of_companions,
    grouped,
)
from applications.web.fact_fields import field as fact_field
from applications.web.finding import Found
from applications.web.settlement_form import Destination, Entered, Row
from hukou.kernel import clock
from hukou.kernel.errors import FieldError
from hukou.law import Channel
from hukou.web import fact_words
from registry.queries import Place
from registry.web import ADDRESS_LABELS, ADDRESS_PARTS, relation_names

FIELD_LABELS: Final = {
    **ADDRESS_LABELS,
    "identity_number": _("公民身份号码"),
    "name": _("姓名"),
    "from_address": _("现户口地址"),
    "relation": _("与申请人关系"),
    "relation_to_head": _("迁入后与户主关系"),
    "consented_on": _("本人同意日期"),
    "division": _("迁入地"),
    "destination": _("迁入地"),
    "household": _("户号"),
    "channel": _("落户途径"),
}
PLACES: Final = {"insured": _("参保地"), "residence": _("实际居住地")}
RELATION: Final = "relation.kind"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to correct: the input it belongs to, what that is called, and what to do."""

    field: str
    label: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementPage:
    """The form as a template draws it."""

    entered: Entered
    channels: Sequence[Channel] = ()
    divisions: Sequence[Place] = ()
    finder: Found | None = None
    errors: Sequence[FieldError] = ()
    today: date = field(default_factory=clock.today)

    @property
    def applicant(self) -> int:
        return self.entered.applicant

    @property
    def revision(self) -> int | str:
        return self.entered.revision or ""

    @property
    def channel(self) -> str:
        return self.entered.channel

    @property
    def destination(self) -> Destination:
        return self.entered.destination

    @property
    def places(self) -> list[tuple[str, str, bool]]:
        """Which of the places that a channel offers is chosen: value, words, whether chosen."""
        offered = dict.fromkeys(place for channel in self.channels for place in channel.places)
        return [
            (place, str(PLACES.get(place, place)), place == self.entered.place) for place in offered
        ]

    @property
    def registered_rows(self) -> list[Row]:
        return [row for row in self.entered.rows if row.person_id]

    @property
    def newcomer_rows(self) -> list[Row]:
        return [row for row in self.entered.rows if not row.person_id]

    @property
    def relations(self) -> list[tuple[str, str]]:
        values = ("spouse", "child", "parent", "grandparent", "grandchild", "sibling", "other")
        return [(value, fact_words.value(value, RELATION)) for value in values]

    @property
    def relation_names(self) -> list[str]:
        return relation_names()

    @property
    def address_fields(self) -> list[tuple[str, str, str]]:
        return [
            (name, str(ADDRESS_LABELS[name]), getattr(self.destination, name))
            for name in ADDRESS_PARTS
        ]

    @property
    def order_fields(self) -> list[tuple[str, str, str]]:
        """The questions whose answers lead to an address: name, words, answer."""
        return [
            (name, str(label), getattr(self.destination, name))
            for name, label in ORDER_LABELS.items()
        ]

    @property
    def fact_groups(self) -> list[FactGroup]:
        applicant = next((row for row in self.entered.rows if row.is_applicant), None)
        if applicant is None:
            return []
        asked = asked_of_applicant(self.channels)
        chosen = [each for each in self.channels if each.id == self.channel]
        return grouped(
            [fact_field(applicant.key, fact, applicant.declared) for fact in asked],
            wanted=asked_of_applicant(chosen or self.channels[:1]),
        )

    @property
    def facts_of(self) -> str:
        """Which channels the declared facts are for: where it changes, other facts are asked."""
        people = len(self._companions())
        return ",".join([*(each.id for each in self.channels), str(people)])

    @property
    def companion_facts(self) -> list[str]:
        return asked_of_companions(self.channels) if self._companions() else []

    @property
    def companion_rows(self) -> list[tuple[Row, list[FactField]]]:
        asked = self.companion_facts
        return [
            (row, [fact_field(row.key, fact, row.declared) for fact in asked])
            for row in self._companions()
        ]

    @property
    def faults(self) -> list[Fault]:
        return [
            Fault(each["field"], self._label(each["field"]), each["detail"]) for each in self.errors
        ]

    def _companions(self) -> list[Row]:
        return [row for row in self.entered.chosen if not row.is_applicant]

    def _label(self, name: str) -> str:
        """Return whose field it is and what it is called."""
        parts = name.split(".")
        people: Mapping[str, Row] = {row.key: row for row in self.entered.rows}
        row = people.get(".".join(parts[:2]))
        fact = name.partition(".declared.")[2]
        known = FIELD_LABELS.get(parts[-1])
        what = fact_words.label(fact) if fact else str(known) if known is not None else ""
        return "".join(f"{part}：" for part in (row.name if row else "", what) if part)
