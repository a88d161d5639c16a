"""What a round tells everybody (公示名单), and whoever objected (异议答复书)."""

import re
from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.utils import translation
from django.utils.timezone import localtime

from applications.models import (
    ListKind,
    Objection,
    ObjectionOutcome,
    ObjectionSource,
    Round,
    RoundList,
)
from applications.queries.decision_parts import sign
from applications.queries.remedies import cited
from hukou.kernel.errors import NotFound
from registry.documents import ObjectionAnswer, PointsList, Sheet, Table, written

from .figures import line_of
from .papers import addressee_of, year_of
from .publicity import public_lines

LINES: Final = ("名次", "姓名", "排名分")
VOID: Final = "（已取消资格）"


def list_paper(made: RoundList) -> PointsList:
    """Compose the public list of a round (公示名单), masked, with its days and where to object.

    Raises NotFound: it is neither published nor final.
    """
    on = localtime(made.recorded_at).date() if made.kind == ListKind.FINAL else made.published_on
    if on is None:
        raise NotFound(list=made.pk)
    with translation.override(settings.LANGUAGE_CODE):
        round_ = made.round
        rows = tuple(
            (str(each.rank), each.name + (VOID if each.is_void else ""), each.ranking_score)
            for each in public_lines(made)
        )
        is_final = made.kind == ListKind.FINAL
        sheets = (
            Sheet(id="opening", title="", text=tuple(_opening(made))),
            Sheet(id="list", title="", tables=(Table("list", "", LINES, rows),)),
            sign(round_.office.name, on),
        )
        return PointsList(
            title="积分制入户正式名单" if is_final else "积分制入户公示名单",
            holder="",
            person_id=None,
            people=[],
            sheets=sheets,
        )


def _opening(made: RoundList) -> list[str]:
    round_ = made.round
    figures = f"名额{made.quota}人，入围{made.admitted}人，分数线{line_of(made)}分"
    lines = [
        f"{year_of(round_)}，{figures}{_edition(round_, str(made.version))}",
        "姓名部分隐去；排名分和同分比较项都相同的并列，权利相同。",
    ]
    if made.public_until is not None and made.objections_until is not None:
        since, until = (written(each) for each in (made.published_on, made.public_until))
        objections = written(made.objections_until)
        lines.append(
            f"公示期{since}至{until}。对名单有异议的，可以在{objections}（含）前"
            f"向{round_.office.name}提出，写明理由并附有关材料。"
        )
    return lines


def version_told(round_: Round, content: Mapping[str, Any]) -> int | None:
    """Return which version of the list a paper that was given out tells; None: of another round."""
    opening: str = content["sheets"][0]["text"][0]
    if not opening.startswith(f"{year_of(round_)}，"):
        return None
    before, after = (re.escape(part) for part in _edition(round_, "\0").split("\0"))
    found = re.search(rf"{before}(\d+){after}", opening)
    return int(found[1]) if found else None


def _edition(round_: Round, version: str) -> str:
    """Return the words that tell which list of which order a paper is."""
    return f"（第{version}版，依据{cited(round_.cite)}）。"


def answer_paper(objection: Objection) -> ObjectionAnswer:
    """Compose the answer to an objection (异议答复书): what came of it, by which clause, and why.

    It names the applicant only to the applicant; to others as the list does. Raises NotFound:
    nobody has answered it yet.
    """
    if objection.decided_at is None:
        raise NotFound(objection=objection.pk)
    with translation.override(settings.LANGUAGE_CODE):
        entry = objection.applicant
        whom = addressee_of(entry)
        is_own = objection.source == ObjectionSource.APPLICANT
        to = whom.name if is_own else objection.told_by or "异议人"
        about = f"（受理号 {whom.case}）" if is_own else ""
        received = written(localtime(objection.received_at).date())
        opening = (
            f"你于{received}对{whom.year}第{objection.round_list.version}版名单提出的异议"
            f"{about}，经核查，答复如下：{ObjectionOutcome(objection.outcome).label}。"
        )
        clauses = tuple(cited(each) for each in objection.clauses)
        parts = [
            Sheet(id="opening", title="", text=(f"{to}：", opening)),
            Sheet(id="opening", title="异议内容", text=(objection.text,)),
            Sheet(id="grounds", title="理由", text=(objection.grounds,)),
        ]
        if clauses:
            parts.append(Sheet(id="clauses", title="依据条款", text=clauses))
        return ObjectionAnswer(
            title="异议答复书",
            holder=to,
            person_id=whom.person_id if is_own else None,
            people=whom.people if is_own else [],
            sheets=(*parts, sign(entry.round.office.name, localtime(objection.decided_at).date())),
        )
