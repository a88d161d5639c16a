"""What a round tells an applicant on paper: the sheet (积分核定表), and what became of it.

That is admitted or not (入围、未入围), ended (终止), void (取消资格). Papers are always Chinese.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Final

from django.conf import settings
from django.utils import translation
from django.utils.timezone import localtime

from applications.models import (
    FrozenInput,
    ListKind,
    PartyRole,
    Round,
    RoundApplication,
    RoundRank,
    RoundStanding,
    RoundStep,
)
from applications.queries.decision_parts import sign
from applications.queries.letter import SOURCES, appeals
from applications.queries.registered import registered
from applications.queries.remedies import cited, label_of, said
from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from hukou.law import load_law
from hukou.law.points.formulas import told
from registry.documents import PointsResult, PointsSheet, Sheet, Table, written
from registry.queries import names_of

from .bars import bar_by, voided_in
from .entry import clause_of, final_rank, ranking_clause, scheme_of
from .figures import line_of
from .sheets import FrozenSheet, sheet_of

ITEMS: Final = ("指标", "计算", "得分", "依据条款")
TOTALS: Final = ("资格分（总分）", "排名分", "名次", "分数线")
EVIDENCE: Final = ("事项", "核定的情况", "来源")
REACHED: Final = {True: "达到申请条件和资格分", False: "没有达到申请条件或者资格分", None: ""}
PENDING: Final = "申请条件尚未全部核实，没有参加排名"
FRAUD, PROCEDURE = "fraud", "procedure"


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a paper is for, and about which file of which year."""

    name: str = field(repr=False)
    person_id: int | None
    year: str
    """The round in words: 广州市2026年度积分制入户."""
    case: str

    @property
    def people(self) -> list[int]:
        return [self.person_id] if self.person_id is not None else []

    @property
    def file(self) -> str:
        return f"你参加{self.year}的申请（受理号 {self.case}）"


def addressee_of(entry: RoundApplication) -> Addressee:
    """Return the applicant of a file as registered today, or as declared. Three statements."""
    application = entry.application
    party = application.parties.get(role=PartyRole.APPLICANT)
    known = registered(application.pk, on=clock.today()).get(party.pk)
    name = (known.name if known else party.newcomer.get("name")) or ""
    person = known.person_id if known else None
    return Addressee(name, person, year_of(entry.round), application.number)


def year_of(round_: Round) -> str:
    """Return a round in words."""
    place = names_of([round_.division]).get(round_.division, "")
    return f"{place}{round_.year}年度积分制入户"


def score_paper(entry: RoundApplication) -> PointsSheet:
    """Compose somebody's sheet as the newest list counted it (积分核定表), in plain words.

    Raises NotFound: nothing of theirs is frozen.
    """
    with translation.override(settings.LANGUAGE_CODE):
        rank = _newest_rank(entry)
        whom, found = addressee_of(entry), sheet_of(rank.input)
        return PointsSheet(
            title="积分核定表",
            holder=whom.name,
            person_id=whom.person_id,
            people=whom.people,
            sheets=(*_score(entry, whom, rank, found), _closing(entry, rank), _sign(entry, rank)),
        )


def result_paper(entry: RoundApplication) -> PointsResult:
    """Compose what a round came to for somebody (结果通知书): admitted, not admitted, or void.

    Raises NotFound: there is no final list, and the place is not void either.
    """
    with translation.override(settings.LANGUAGE_CODE):
        whom, rank = addressee_of(entry), final_rank(entry)
        title, parts, on = _result(entry, whom, rank)
        return PointsResult(
            title=title,
            holder=whom.name,
            person_id=whom.person_id,
            people=whom.people,
            sheets=(*parts, sign(entry.round.office.name, on)),
        )


def _newest_rank(entry: RoundApplication) -> RoundRank:
    rows = entry.ranks.filter(standing=RoundStanding.STANDS)
    rank = rows.select_related("round_list", "input").order_by("round_list__version").last()
    if rank is None:
        raise NotFound(applicant=entry.pk)
    rank.input.applicant = entry
    return rank


def _score(
    entry: RoundApplication, whom: Addressee, rank: RoundRank, found: FrozenSheet
) -> Iterator[Sheet]:
    scheme = scheme_of(entry.round)
    until = written(entry.round.facts_until)
    opening = f"{whom.file}，按截至{until}的情况核定积分如下。依据{cited(scheme.cite.as_json())}。"
    yield Sheet(id="opening", title="", text=(f"{whom.name}：", opening))
    earned = [each for each in found.sheet.items if each.points != 0]
    rows = tuple(
        (each.indicator.name, each.words, told(each.points), each.indicator.cite.clause)
        for each in earned
    )
    yield Sheet(id="items", title="一、计分", tables=(Table("items", "", ITEMS, rows),))
    nothing = "；".join(each.indicator.name for each in found.sheet.items if each.points == 0)
    yield Sheet(id="closing", title="", text=(f"其余指标为0分：{nothing}。",) if nothing else ())
    totals = ((told(Fraction(rank.total)), told(Fraction(rank.ranking_score)), *_placed(rank)),)
    yield Sheet(id="totals", title="二、合计", tables=(Table("totals", "", TOTALS, totals),))
    yield Sheet(id="closing", title="", text=(f"{REACHED[rank.qualified] or PENDING}。",))
    evidence = tuple(_evidence(rank.input))
    table = Table("evidence", "", EVIDENCE, evidence)
    yield Sheet(id="evidence", title="三、核定所据的情况", tables=(table,))
    if found.unknown:
        lines = tuple(f"{each['label']}（{each['of']}）" for each in found.unknown)
        yield Sheet(id="unknown", title="四、没有核实、未计分的事项", text=lines)


def _placed(rank: RoundRank) -> tuple[str, str]:
    """Return rank and line, which are nobody's before the list is shown."""
    made = rank.round_list
    since = made.published_on
    is_told = made.kind == ListKind.FINAL or (since is not None and since <= clock.today())
    if not is_told:
        return "尚未公示", "尚未公示"
    return (str(rank.rank) if rank.rank else "未参加排名"), line_of(made)


def _evidence(frozen: FrozenInput) -> Iterator[tuple[str, str, str]]:
    agencies = load_law().vocabulary.agencies
    facts: Mapping[str, Mapping[str, Any]] = json.loads(frozen.content)["facts"]
    for fact, known in facts.items():
        agency = agencies.get(known.get("agency", ""))
        source = SOURCES[known["source"]]
        vouched = f"{source}　{agency.label}" if agency else source
        yield label_of(fact), said(fact, known["value"]), vouched


def _closing(entry: RoundApplication, rank: RoundRank) -> Sheet:
    round_, made = entry.round, rank.round_list
    order = cited(round_.cite)
    lines = ["积分由各指标的主管部门核实的情况计算得出，计算方法对所有申请人相同。"]
    if made.objections_until is not None:
        until = written(made.objections_until)
        lines.append(
            f"对核定有异议的，可以在{until}（含）前向{round_.office.name}提出（{order}）。"
        )
    elif made.kind == ListKind.FINAL:
        lines.append("正式名单已经公布，本年度的异议期已经结束；救济途径见结果通知书。")
    else:
        lines.append(f"名单公示后，可以在异议期内向{round_.office.name}提出异议（{order}）。")
    return Sheet(id="closing", title="", text=tuple(lines))


def _sign(entry: RoundApplication, rank: RoundRank) -> Sheet:
    return sign(entry.round.office.name, _day(rank.round_list.recorded_at))


def _result(
    entry: RoundApplication, whom: Addressee, rank: RoundRank | None
) -> tuple[str, list[Sheet], date]:
    if (found := voided_in(entry)) is not None:
        return "取消积分入户资格通知书", list(_void(entry, whom, found)), _day(found.recorded_at)
    if entry.left_as == RoundStanding.ABSENT:
        return "积分入户终止通知书", list(_absent(entry, whom)), _day(entry.left_at)
    if rank is None or entry.left_at is not None:
        raise NotFound(applicant=entry.pk)
    on = _day(rank.round_list.recorded_at)
    title = "积分入户入围通知书" if rank.is_admitted else "积分入户未入围通知书"
    return title, list(_outcome(entry, whom, rank, on)), on


def _outcome(
    entry: RoundApplication, whom: Addressee, rank: RoundRank, on: date
) -> Iterator[Sheet]:
    made, basis = rank.round_list, cited(ranking_clause(scheme_of(entry.round)).as_json())
    told_so = "列入" if rank.is_admitted else "未列入"
    opening = f"{whom.file}，{told_so}{written(on)}公布的正式名单。"
    yield Sheet(id="opening", title="", text=(f"{whom.name}：", opening))
    totals = ((told(Fraction(rank.total)), told(Fraction(rank.ranking_score)), *_placed(rank)),)
    yield Sheet(id="totals", title="", tables=(Table("totals", "", TOTALS, totals),))
    why = f"本年度名额{made.quota}人，按排名分和同分比较项依次排名，最后同分的均入围。"
    if rank.rank is None:
        why = f"{REACHED[rank.qualified] or PENDING}。"
    yield Sheet(id="grounds", title="依据和理由", text=(why, f"依据{basis}。"))
    if rank.is_admitted:
        office = entry.application.office.name
        line = f"你的落户申请由{office}继续办理，不必重新申请，受理号不变。"
        yield Sheet(id="closing", title="", text=(line,))
        return
    again = "本次申请终止。符合条件的，可以在下一年度的申请期内重新申请。"
    yield Sheet(id="closing", title="", text=(again,))
    yield _remedies(entry, on)


def _void(entry: RoundApplication, whom: Addressee, found: RoundStep) -> Iterator[Sheet]:
    """Tell why a place is void; whoever had withdrawn before is told of the bar all the same."""
    yield from _left(entry, whom, FRAUD, why=found.note)
    bar = bar_by(entry)
    if bar is not None:
        basis = cited({"document": bar.document, "clause": bar.clause})
        until = written(bar.until)
        line = f"自{written(bar.since)}起至{until}（含）止，不得再按积分申请（{basis}）。"
        yield Sheet(id="closing", title="", text=(line,))
    yield _remedies(entry, _day(found.recorded_at))


def _absent(entry: RoundApplication, whom: Addressee) -> Iterator[Sheet]:
    yield from _left(entry, whom, PROCEDURE, why=entry.left_note)
    yield _remedies(entry, _day(entry.left_at))


def _left(entry: RoundApplication, whom: Addressee, clause: str, *, why: str) -> Iterator[Sheet]:
    label = str(RoundStanding(entry.left_as).label)
    opening = f"{whom.file}，已于{written(_day(entry.left_at))}终止：{label}。"
    yield Sheet(id="opening", title="", text=(f"{whom.name}：", opening))
    cite = clause_of(entry.round, clause).as_json()
    yield Sheet(id="grounds", title="依据和理由", text=(why, f"依据{cited(cite)}。"))


def _day(at: datetime | None) -> date:
    assert at is not None  # noqa: S101 - whoever left, left at a time
    return localtime(at).date()


def _remedies(entry: RoundApplication, on: date) -> Sheet:
    ways = appeals(entry.round.office, on=on)
    lines = tuple(f"{each.way}：{each.within}，{each.body}（{each.basis}）" for each in ways)
    return Sheet(id="appeal", title="救济途径", text=lines)
