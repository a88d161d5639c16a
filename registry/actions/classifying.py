"""Urban or rural, by village and community (城乡分类): dated rows, each with its source."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from psycopg.types.range import Range

from hukou.kernel.codes import Scheme, of
from hukou.kernel.errors import InvalidInput
from registry.errors import ClassUnchanged, LaterEventStands
from registry.models import Account, UrbanRuralCode

KNOWN = of(Scheme.URBAN_RURAL_CLASS)


class Classifying:
    """Gives places their class from one day on, by one decision."""

    def __init__(
        self, *, on: date, source: str, approver: str, by: Account | None, reference: str = ""
    ) -> None:
        self.on, self.by = on, by
        self.source, self.approver = source.strip(), approver.strip()
        self.reference = reference.strip()
        for name, text in (("source", self.source), ("approver", self.approver)):
            if not text:
                raise InvalidInput("请填写来源文件和批准机关。", field=name)

    def on_day(self, code: str) -> UrbanRuralCode | None:
        """Return the class a place has on the day, or that of the day it is given one."""
        return UrbanRuralCode.objects.on(self.on).filter(division_code=code).first()

    def give(
        self, code: str, to: str, *, grounds: Mapping[str, Any] | None = None
    ) -> UrbanRuralCode:
        """Give a place a class from the day; another of that very day is replaced.

        Raises:
            ClassUnchanged: it has it. LaterEventStands: a later one is recorded.
        """
        to = KNOWN.read(to, field="urban_rural_class").code
        later = UrbanRuralCode.objects.filter(
            division_code=code, period__startswith__gt=self.on
        ).first()
        if later is not None:
            raise LaterEventStands(division=code, on=later.period.lower.isoformat())
        current = self.on_day(code)
        if current is not None and current.urban_rural_class == to:
            raise ClassUnchanged(division=code, field="urban_rural_class")
        self.end(current)
        return UrbanRuralCode.objects.create(
            division_code=code,
            urban_rural_class=to,
            period=Range(self.on, None),
            source=self.source,
            approver=self.approver,
            reference=self.reference,
            grounds=dict(grounds or {}),
            account=self.by,
        )

    def end(self, current: UrbanRuralCode | None) -> None:
        """End a class on the day; one that would begin on it never was."""
        if current is None:
            return
        if current.period.lower == self.on:
            current.delete()
            return
        current.period = Range(current.period.lower, self.on)
        current.save(update_fields=["period"])

    def hand_on(self, before: UrbanRuralCode | None, code: str, to: str) -> None:
        """Give a place that follows another its class, or that of the one it follows."""
        wanted = to or (before.urban_rural_class if before else "")
        self.end(before)
        if wanted:
            self.give(code, wanted)
