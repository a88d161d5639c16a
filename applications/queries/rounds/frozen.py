"""What is frozen of an applicant (封存内容), and the list that follows from it, byte for byte."""

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from io import StringIO
from typing import Any, Final

from applications.models import FrozenInput, Round, RoundStanding
from applications.queries.evidence import PartyEvidence
from applications.queries.scoring import Score
from hukou.kernel import canonical
from hukou.law.points.formulas import exact
from hukou.law.points.ranking import Candidate, rank
from hukou.law.points.scheme import Scheme

SAID: Final = {True: "true", False: "false", None: "unknown"}
KEPT: Final = ("value", "source", "agency", "verification", "document", "sha256", "conflicts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Somebody's line of a list: exact, with a rank where they qualify and stand."""

    case: str
    standing: str
    qualified: bool | None
    ranking_score: str
    total: str
    ties: tuple[str, ...]
    rank: int | None = None
    is_admitted: bool = False

    @property
    def is_ranked(self) -> bool:
        return self.standing == RoundStanding.STANDS and self.qualified is True

    @property
    def key(self) -> tuple[Fraction, ...]:
        return (Fraction(self.ranking_score), *map(Fraction, self.ties))


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A list as it follows from frozen inputs: its lines in order, and its bytes."""

    lines: tuple[Line, ...]
    text: str

    @property
    def digest(self) -> str:
        return canonical.digest_bytes(self.text.encode())

    @property
    def ranked(self) -> int:
        return sum(each.rank is not None for each in self.lines)

    @property
    def admitted(self) -> int:
        return sum(each.is_admitted for each in self.lines)

    @property
    def line(self) -> str:
        """The lowest score that was admitted (分数线), exact; empty where nobody was."""
        admitted = [each.ranking_score for each in self.lines if each.is_admitted]
        return admitted[-1] if admitted else ""


def content_of(round_: Round, case: str, person: PartyEvidence, score: Score) -> str:
    """Return the canonical text of what is frozen of somebody who stands."""
    facts = {
        name: {key: known[key] for key in KEPT if key in known}
        for name, known in sorted(person["facts"].items())
    }
    told = {
        "case": case,
        "name": person["name"],
        "scheme": round_.scheme,
        "on": round_.facts_until,
        "facts": facts,
        "unknown": person["unknown"],
        "score": {
            "ranking": exact(score.ranking_score),
            "total": exact(score.total),
            "qualified": score.qualified,
            "ties": [exact(each) for each in score.ties],
        },
    }
    return _canonical(told)


def content_of_leaver(round_: Round, case: str) -> str:
    """Return what is frozen of somebody who has left: that they did, and nothing of theirs."""
    return _canonical({"case": case, "scheme": round_.scheme, "on": round_.facts_until})


def drawn(inputs: Iterable[FrozenInput], *, quota: int, scheme: Scheme) -> Drawn:
    """Return the list that follows from these inputs: of nothing else, whatever their order.

    First who is ranked, equals by case number; then who is not, by standing and case number.
    """
    lines = {each.case: each for each in map(line_of, inputs)}
    candidates = (Candidate(each.case, each.key) for each in lines.values() if each.is_ranked)
    placed = [
        replace(lines.pop(each.candidate.id), rank=each.rank, is_admitted=each.admitted)
        for each in rank(list(candidates), quota)
    ]
    rest = sorted(lines.values(), key=lambda each: (each.standing, each.case))
    ordered = (*placed, *rest)
    return Drawn(lines=ordered, text=_written(ordered, ties=len(scheme.tie_facts)))


def line_of(frozen: FrozenInput) -> Line:
    """Return somebody's line before it is ranked, as their input says."""
    told = json.loads(frozen.content)
    score = told.get("score", {})
    return Line(
        case=told["case"],
        standing=frozen.standing,
        qualified=score.get("qualified"),
        ranking_score=score.get("ranking", ""),
        total=score.get("total", ""),
        ties=tuple(score.get("ties", ())),
    )


def facts_in(frozen: FrozenInput) -> dict[str, Any]:
    """Return the bare facts of an input, for the law."""
    told = json.loads(frozen.content, parse_float=Decimal)
    return {name: each["value"] for name, each in told.get("facts", {}).items()}


def unknown_in(frozen: FrozenInput) -> list[dict[str, str]]:
    """Return what nobody had told when an input was frozen: fact, agency, how far it came."""
    unknown: list[dict[str, str]] = json.loads(frozen.content).get("unknown", [])
    return unknown


def inputs_digest(inputs: Iterable[FrozenInput]) -> str:
    """Return the digest over the inputs of a list, whatever their order."""
    return canonical.digest(
        sorted([each.applicant_id, each.version, each.digest] for each in inputs)
    )


def _written(lines: Sequence[Line], *, ties: int) -> str:
    out = StringIO()
    table = csv.writer(out, lineterminator="\n")
    names = [f"tie{at}" for at in range(1, ties + 1)]
    table.writerow(
        ["rank", "case", "ranking_score", "total", *names, "standing", "qualified", "admitted"]
    )
    for each in lines:
        own = each.ties or ("",) * ties
        admitted = SAID[each.is_admitted]
        table.writerow(
            [
                each.rank or "",
                each.case,
                each.ranking_score,
                each.total,
                *own,
                each.standing,
                SAID[each.qualified] if each.total else "",
                admitted,
            ]
        )
    return out.getvalue()


def _canonical(told: dict[str, Any]) -> str:
    # A number with a point is taken by its digits: as a float it would have no one spelling.
    plain = json.loads(json.dumps(told, default=str), parse_float=str)
    return canonical.canonical_json(plain)
