"""Certificates that a station writes itself (户籍证明、原户口性质证明): a sentence and facts."""

from dataclasses import dataclass
from typing import ClassVar

from registry.errors import NothingToCertify
from registry.models import DocumentKind
from registry.queries import FormerStay, PersonView, TypeOnDay, former_type_on

from .asked import AsOf
from .booklet import household_kind
from .content import Field, Sheet, Written
from .wording import sex, written


@dataclass(frozen=True, slots=True)
class HouseholdCertificate:
    """That somebody is registered in a household on a day (户籍证明), for a stated purpose."""

    kind: ClassVar = DocumentKind.HOUSEHOLD_CERTIFICATE
    person_id: int
    purpose: str = ""
    household_id: ClassVar = None

    def written(self, asof: AsOf) -> Written:
        """Write the certificate out; who is registered nowhere that day has none."""
        view = asof.registered(self.person_id)
        sheet = Sheet(
            id="form",
            title=self.kind.label,
            text=(
                f"经查户口登记簿，截至{written(asof.on)}，下列人员在我机关登记有常住户口：",
                *((f"本证明用于：{self.purpose}。",) if self.purpose else ()),
                "特此证明。",
            ),
            fields=(
                *_who(view),
                Field("HH", "户号", view.household_number),
                Field("HB", "户别", household_kind(view.household_kind)),
                Field("YHZGX", "与户主关系", view.relation_name),
                Field("DJRQ", "登记日期", written(view.since)),
                Field("ZZ", "住址", view.address, wide=True),
            ),
        )
        return Written(
            title=self.kind.label,
            sheets=(sheet,),
            person_id=view.id,
            household_id=view.household_id,
            people=(view.id,),
            holder=view.name,
        )


@dataclass(frozen=True, slots=True)
class FormerTypeCertificate:
    """Which hukou type somebody had on a day (原户口性质证明), from closed history (R04).

    The day is the one the register is asked about. The old types are not opened again: the
    certificate names the text that ended them.
    """

    kind: ClassVar = DocumentKind.FORMER_TYPE_CERTIFICATE
    person_id: int
    household_id: ClassVar = None

    def written(self, asof: AsOf) -> Written:
        """Write the certificate out; a day for which nothing is vouched for has none."""
        view = asof.kept(self.person_id)
        had = former_type_on(view.id, asof.on, scope=asof.scope, known_on=asof.known_on)
        if had.since is None or had.source is None:
            raise NothingToCertify(on=asof.on.isoformat())
        ended = had.source
        sheet = Sheet(
            id="form",
            title=self.kind.label,
            text=(
                f"经查户口登记簿，下列人员在{written(asof.on)}的户口性质登记如下：",
                _ended(ended),
                "特此证明。",
            ),
            fields=(
                *_who(view),
                Field("YHKXZ", "户口性质", _worded(had)),
                Field("XZQS", "登记起始", written(had.since)),
            ),
        )
        return Written(
            title=self.kind.label,
            sheets=(sheet,),
            person_id=view.id,
            household_id=view.household_id,
            people=(view.id,),
            holder=view.name,
        )


def _ended(source: FormerStay) -> str:
    """Return which text ended the old types, and since when."""
    return (
        f"自{written(source.until)}起，依照{source.document}{source.clause}，"
        "户口性质不再区分，统一登记为居民户口。本证明只说明历史登记。"
    )


def _who(view: PersonView) -> tuple[Field, ...]:
    return (
        Field("XM", "姓名", view.name),
        Field("XB", "性别", sex(view.sex)),
        Field("CSRQ", "出生日期", written(view.birth_date)),
        Field("GMSFHM", "公民身份号码", view.identity_number, secret=True),
    )


def _worded(had: TypeOnDay) -> str:
    """Return the type as certificates say it: 农业户口."""
    return had.kind_name if had.kind_name.endswith("户口") else f"{had.kind_name}户口"
