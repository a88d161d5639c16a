"""A year of settling by points whose list is published: three applied, two have a place."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from applications.actions import (
    ObjectionRequest,
    Upload,
    accept,
    answer_objection,
    approve,
    assess_if_ready,
    attach,
    carry_out,
    file_objection,
    finalise,
    publish,
    release_file,
    replace_by_document,
    void_for_fraud,
)
from applications.models import (
    Application,
    Objection,
    ObjectionOutcome,
    ObjectionSource,
    Round,
    RoundRank,
    Verification,
)
from hukou.kernel import clock
from registry.models import Account
from tests.rounds import AFTER, DURING, TRUTH, City, applies, frozen

CLAUSE: Final = {"document": "广州市积分制入户管理办法", "clause": "指标体系及分值表"}
LAST_DAY: Final = date(2026, 9, 14)
"""The fifth working day after the Monday on which the list is published."""
PAPER: Final = Upload(name="a.pdf", content_type="application/pdf", content=b"%PDF-1.7")
WHY: Final = "提交的社会保险缴费凭证系伪造"
NAMES: Final = ("陈立志", "欧阳小山", "𠮷尼玛")


class Year:
    """A round with a published list: a has 192 points, b 184, c 176; two are admitted."""

    def __init__(self, place: City, **order: Any) -> None:
        self.place = place
        self.round: Round = place.declared(**order)
        self.files = [applies(place, at, name=name) for at, name in enumerate(NAMES)]
        answered(self.files, permit={0: 120, 1: 108, 2: 96})
        self.list = frozen(self.round, place)
        with clock.frozen(AFTER):
            publish(self.round.pk, by=place.runner)
        self.round.refresh_from_db()
        self.list.refresh_from_db()

    def entry(self, at: int) -> int:
        return int(self.files[at].in_round.pk)

    def asked(self, at: int = 0, **changes: Any) -> ObjectionRequest:
        told = ObjectionRequest(
            applicant_id=self.entry(at),
            source=ObjectionSource.OTHER,
            text="其居住证并未连续签注",
            told_by="林一",
        )
        return replace(told, **changes)

    def objects(self, at: int = 0, *, by: Account | None = None, **changes: Any) -> Objection:
        asked = self.asked(at, **changes)
        return file_objection(self.round.pk, asked, by=by or self.place.here.officer)

    def answers(self, objection: Objection, outcome: ObjectionOutcome, **changes: Any) -> Objection:
        usual: dict[str, Any] = {"grounds": "经核查属实", "clauses": [CLAUSE]}
        how = usual | {"by": self.place.runner} | changes
        return answer_objection(objection.pk, outcome=outcome, **how)

    def proves(self, at: int, fact: str, value: object) -> None:
        """Put what a paper shows in the place of an answer."""
        file, by = self.files[at], self.place.here.officer
        row = file.verifications.get(fact=fact)
        paper = attach(file.pk, PAPER, kind="residence_permit", by=by)
        replace_by_document(row.pk, by=by, document_id=paper.pk, value=value, reason="异议成立")

    def ends(self) -> None:
        """Make the list final on the day after its last."""
        with clock.frozen(LAST_DAY + timedelta(days=1)):
            finalise(self.round.pk, by=self.place.runner)
        self.round.refresh_from_db()

    def ranks(self, version: int) -> dict[str, tuple[int | None, bool]]:
        rows = RoundRank.objects.filter(round_list__round=self.round, round_list__version=version)
        files = {file.in_round.pk: name for name, file in zip("abc", self.files, strict=True)}
        return {files[each.applicant_id]: (each.rank, each.is_admitted) for each in rows}


def answered(files: Sequence[Application], *, permit: dict[int, int]) -> None:
    """Have every agency have answered by the truth: a statement a fact, however many files."""
    rows = Verification.objects.filter(application__in=files, status="pending")
    told = {"status": "answered", "answered_at": DURING, "next_attempt_at": None}
    for fact in set(rows.values_list("fact", flat=True)):
        rows.filter(fact=fact).update(value=TRUTH.get(fact), **told)
    for at, months in permit.items():
        mine = Verification.objects.filter(application=files[at], fact="permit.months")
        mine.update(value=months)


def void(year: Year, at: int = 0, **changes: Any) -> None:
    """Find somebody's papers false (弄虚作假)."""
    how: dict[str, Any] = {"by": year.place.runner, "reason": WHY}
    void_for_fraud(year.files[at].pk, **how | changes)


def released(year: Year) -> None:
    """Make the list final, and let every file go its way."""
    year.ends()
    for entry in year.round.applicants.all():
        release_file(entry.pk)


def assessed(year: Year, at: int = 0) -> Application:
    """Bring an admitted file to its assessment."""
    file, officer = year.files[at], year.place.here.officer
    accept(file.pk, by=officer)
    file.verifications.filter(status="by_hand").update(status="left_unknown", next_attempt_at=None)
    assess_if_ready(file.pk)
    return file


def approved(year: Year, at: int = 0) -> Application:
    file = assessed(year, at)
    approve(file.pk, by=year.place.here.chief, grounds="列入2026年度正式名单")
    return file


def settled(year: Year, at: int = 0) -> Application:
    """Carry an admitted file out: the person is registered."""
    return carry_out(approved(year, at).pk, by=year.place.here.officer)
