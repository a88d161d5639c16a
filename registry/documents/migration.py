"""The papers of a move between provinces: 准予迁入证明 and 户口迁移证.

Who moves may stand in another office's register, so both are written from what the case knows:
`Migrant.of` reads somebody of our own register.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Final, Self

from hukou.kernel.codes import Scheme
from registry.models import DocumentKind
from registry.queries import PersonView

from .asked import AsOf
from .content import Sheet, Table, Written, fields, labels
from .wording import named, sex, written

PERMIT: Final = "move_in_permit"
CERTIFICATE: Final = "migration_certificate"
COPIES: Final = ("第一联 存根", "第二联 由迁出地户口登记机关留存", "第三联 随迁入档案")
PERMIT_HEAD: Final = ("姓名", "性别", "出生日期", "公民身份号码", "与申请人关系")
OF_PERSON: Final = 12
"""Items 2 to 13 of the migration certificate are told of each migrant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrant:
    """One person who moves, codes in words; `relation` is to the holder or applicant."""

    person_id: int | None
    name: str = field(repr=False)
    relation: str
    sex: str
    birth_date: date
    identity_number: str = field(repr=False)
    former_name: str = field(default="", repr=False)
    native_place: str = ""
    birthplace: str = ""
    ethnicity: str = ""
    education: str = ""
    marital_status: str = ""
    occupation: str = ""

    @classmethod
    def of(cls, view: PersonView, *, relation: str) -> Self:
        """Return somebody of the register as the forms tell of them."""
        return cls(
            person_id=view.id,
            name=view.name,
            relation=relation,
            sex=sex(view.sex),
            birth_date=view.birth_date,
            identity_number=view.identity_number,
            former_name=view.former_name,
            native_place=view.native_place,
            birthplace=view.birthplace,
            ethnicity=named(Scheme.ETHNIC_GROUP, view.ethnicity),
            education=named(Scheme.EDUCATION, view.education),
            marital_status=named(Scheme.MARITAL_STATUS, view.marital_status),
            occupation=named(Scheme.OCCUPATION, view.occupation),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveInPermit:
    """That these people may move in (准予迁入证明): three copies, for the office they leave."""

    kind: ClassVar = DocumentKind.MOVE_IN_PERMIT
    applicant: str = field(repr=False)
    applicant_id: int | None
    applicant_relation: str = ""
    applicant_address: str = field(default="", repr=False)
    migrants: Sequence[Migrant] = field(repr=False)
    old_address: str = field(repr=False)
    new_address: str = field(repr=False)
    reason: str
    leaves_office: str
    approved_by: str
    approved_on: date
    remarks: str = ""
    household_id: int | None = None

    @property
    def person_id(self) -> int | None:
        return self.applicant_id

    def written(self, asof: AsOf) -> Written:
        """Write three copies of the same; nothing is read from the register."""
        del asof
        values = {
            "SQRXM": self.applicant,
            "GX": self.applicant_relation,
            "SQRZZ": self.applicant_address,
            "YZZ": self.old_address,
            "QRDZ": self.new_address,
            "QYYY": self.reason,
            "QCD": self.leaves_office,
            "PZJG": self.approved_by,
            "PZRQ": written(self.approved_on),
            "BZ": self.remarks,
        }
        rows = tuple(
            (m.name, m.sex, written(m.birth_date), m.identity_number, m.relation)
            for m in self.migrants
        )
        sheet = {
            "id": "form",
            "fields": fields(PERMIT, "form", values, without="ZQZBH BQYR YXQX CBR"),
            "tables": (Table("BQYR", "被迁移人", PERMIT_HEAD, rows, secret=(3,)),),
        }
        return Written(
            title=self.kind.label,
            sheets=tuple(Sheet(title=copy, **sheet) for copy in COPIES),  # type: ignore[arg-type] # said once for three
            person_id=self.applicant_id,
            household_id=self.household_id,
            people=_known(self.migrants, self.applicant_id),
            holder=self.applicant,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrationCertificate:
    """That these people have moved out and may be registered elsewhere (户口迁移证)."""

    kind: ClassVar = DocumentKind.MIGRATION_CERTIFICATE
    migrants: Sequence[Migrant] = field(repr=False)
    old_address: str = field(repr=False)
    new_address: str = field(repr=False)
    reason: str
    remarks: str = ""
    household_id: int | None = None

    @property
    def person_id(self) -> int | None:
        """The holder comes first."""
        return self.migrants[0].person_id

    def written(self, asof: AsOf) -> Written:
        """Write one certificate for all of them; nothing is read from the register."""
        del asof
        values = {
            "QYYY": self.reason,
            "YZZ": self.old_address,
            "QWDZ": self.new_address,
            "BZ": self.remarks,
        }
        told = labels(CERTIFICATE, "form")[1 : 1 + OF_PERSON]
        people = Table(
            "QYR", "迁移人", told, tuple(map(_row, self.migrants)), secret=(OF_PERSON - 1,)
        )
        each = "XM YCZRGX CYM XB CSRQ JG CSD MZ WHCD HYZK ZY GMSFHM"
        issue = "QYZBH QFJG CBR QFRQ YXQX"
        sheet = Sheet(
            id="form",
            title=self.kind.label,
            fields=fields(CERTIFICATE, "form", values, without=f"{each} {issue}"),
            tables=(people,),
        )
        return Written(
            title=self.kind.label,
            sheets=(sheet,),
            person_id=self.person_id,
            household_id=self.household_id,
            people=_known(self.migrants, None),
            holder=self.migrants[0].name,
        )


def _row(migrant: Migrant) -> tuple[str, ...]:
    return (
        migrant.name,
        migrant.relation,
        migrant.former_name,
        migrant.sex,
        written(migrant.birth_date),
        migrant.native_place,
        migrant.birthplace,
        migrant.ethnicity,
        migrant.education,
        migrant.marital_status,
        migrant.occupation,
        migrant.identity_number,
    )


def _known(migrants: Sequence[Migrant], applicant: int | None) -> tuple[int, ...]:
    ids = (*(each.person_id for each in migrants), applicant)
    return tuple(dict.fromkeys(each for each in ids if each is not None))
