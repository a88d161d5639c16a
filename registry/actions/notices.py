"""What other agencies tell in lists (外部通报): taken as a whole, and once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from hukou.kernel import clock, division_code, identity_number, names
from hukou.kernel.errors import InvalidInput
from hukou.kernel.name_keys import name_norm
from registry.errors import NotACitizensNumber, constraints_explained
from registry.models import ExternalNotice, NoticeKind
from registry.queries import offices_by_area

EARLIEST: Final = date(1900, 1, 1)
LONGEST_REFERENCE: Final = 60
TOLD: Final = ("kind", "number", "name", "event_date")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """One row of an agency's list as it came; `place` says where it stands, for complaints.

    `division` is where the agency knows the person to live, by division code; a death needs none.
    """

    place: str
    reference: str
    number: str
    name: str
    event_date: date
    division: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """How many rows were new, and how many had been told before, word for word."""

    new: int
    repeated: int


@transaction.atomic
@constraints_explained()
def take_notices(
    rows: Sequence[NoticeRow], *, agency: str, kind: str, source_file: str = ""
) -> Taken:
    """Take a list of notices in, all of it or nothing; a row told before is not told twice.

    Raises:
        InvalidInput: every fault of every row, each by its place and field. A number or date that
            cannot be, a day in the future, a place that no office keeps, or a reference that the
            agency has used for something else.
    """
    if not agency.strip():
        raise InvalidInput("请填写通报部门。", field="agency")
    if kind not in NoticeKind.values:
        raise InvalidInput(f"通报类别应为 {'、'.join(NoticeKind.values)} 之一。", field="kind")
    reader = _Reader(agency=agency.strip(), kind=kind, source_file=source_file[:255])
    read = [notice for row in rows if (notice := reader.read(row)) is not None]
    known = _known(agency.strip(), read)
    new = []
    for notice in read:
        before = known.setdefault(notice.reference, notice)
        if before is notice:
            new.append(notice)
        elif any(getattr(before, name) != getattr(notice, name) for name in TOLD):
            place = reader.places[id(notice)]
            reader.complain("同一部门的这个编号已经用于另一条通报。", field=f"{place}.reference")
    if reader.problems:
        raise InvalidInput.gather(reader.problems)
    ExternalNotice.objects.bulk_create(new, batch_size=1000)
    return Taken(new=len(new), repeated=len(read) - len(new))


def _known(agency: str, read: Sequence[ExternalNotice]) -> dict[str, ExternalNotice]:
    references = {notice.reference for notice in read}
    rows = ExternalNotice.objects.filter(agency=agency, reference__in=references)
    return {notice.reference: notice for notice in rows}


class _Reader:
    """Reads rows one by one, and remembers what is wrong with them."""

    def __init__(self, *, agency: str, kind: str, source_file: str) -> None:
        self.agency, self.kind, self.source_file = agency, kind, source_file
        self.today, self.at = clock.today(), clock.now()
        self.offices: Mapping[str, int] = offices_by_area()
        self.problems: list[InvalidInput] = []
        self.places: dict[int, str] = {}

    def complain(self, detail: str, *, field: str) -> None:
        self.problems.append(InvalidInput(detail, field=field))

    def read(self, row: NoticeRow) -> ExternalNotice | None:
        """Return the row as a notice, or None where anything is wrong with it."""
        before = len(self.problems)
        number, name = self._number(row), self._name(row)
        reference = row.reference.strip()
        if not 0 < len(reference) <= LONGEST_REFERENCE:
            self.complain("通报编号应为 1 至 60 个字符。", field=f"{row.place}.reference")
        if not EARLIEST <= row.event_date <= self.today:
            self.complain(
                "事件日期应在 1900 年以后，且不晚于今天。", field=f"{row.place}.event_date"
            )
        office = self._office(row)
        if len(self.problems) > before:
            return None
        notice = ExternalNotice(
            agency=self.agency,
            reference=reference,
            kind=self.kind,
            number=number,
            name=name,
            name_norm=name_norm(name),
            event_date=row.event_date,
            office_id=office,
            received_at=self.at,
            source_file=self.source_file,
        )
        self.places[id(notice)] = row.place
        return notice

    def _number(self, row: NoticeRow) -> str:
        try:
            number = identity_number.parse(row.number, field=f"{row.place}.number")
        except InvalidInput as problem:
            self.problems.append(problem)
            return ""
        if not number.is_citizen:
            self.complain(NotACitizensNumber.zh, field=f"{row.place}.number")
        return number.text

    def _name(self, row: NoticeRow) -> str:
        """Return the name; a child may be told before it has one."""
        if self.kind == NoticeKind.BIRTH and not row.name.strip():
            return ""
        try:
            return names.normalise(row.name, field=f"{row.place}.name")
        except InvalidInput as problem:
            self.problems.append(problem)
            return ""

    def _office(self, row: NoticeRow) -> int | None:
        """Return the office that keeps the place, where one is told; deaths need none."""
        code = row.division.strip()
        if not code and self.kind == NoticeKind.DEATH:
            return None
        try:
            codes = [code, *division_code.ancestors(code)]
        except ValueError:
            codes = []
        for each in codes:
            if each in self.offices:
                return self.offices[each]
        self.complain("没有机关管辖这一区划，请核对区划代码。", field=f"{row.place}.division")
        return None
