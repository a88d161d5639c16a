"""Certificates that a station writes itself (户籍证明): what is registered, in a sentence."""

from dataclasses import dataclass
from typing import ClassVar

from registry.models import DocumentKind

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
                Field("XM", "姓名", view.name),
                Field("XB", "性别", sex(view.sex)),
                Field("CSRQ", "出生日期", written(view.birth_date)),
                Field("GMSFHM", "公民身份号码", view.identity_number, secret=True),
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
