"""Making a list of a round again from what was frozen (重新生成名单), byte for byte."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from applications.models import FrozenInput, Round, RoundList, RoundRank
from applications.queries.rounds.entry import scheme_of
from applications.queries.rounds.frozen import Drawn, Line, drawn, facts_in, inputs_digest, line_of
from applications.queries.scoring import score_all
from hukou.kernel import canonical
from hukou.law import parse_facts
from hukou.law.points.formulas import exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Reproduced:
    """A list as it was made again, and whatever is not as it was when it was drawn."""

    drawn: Drawn
    differs: tuple[str, ...]
    rescored: bool
    """Whether the scores were counted again too: only by the very scheme of the list."""

    @property
    def is_same(self) -> bool:
        return not self.differs


def inputs_of(round_: Round, version: int) -> list[FrozenInput]:
    """Return what a list of a version is made of: of each applicant the newest up to it."""
    rows = FrozenInput.objects.filter(applicant__round=round_, version__lte=version)
    newest = rows.order_by("applicant_id", "-version").distinct("applicant_id")
    return list(newest.select_related("applicant__application"))


def reproduced(made: RoundList) -> Reproduced:
    """Make a list again from its inputs alone, and compare it with everything that was kept of it.

    Where the scheme is still the one it was counted by, every score is counted again from the
    facts; otherwise the frozen scores are ranked.
    """
    round_ = made.round
    scheme, inputs = scheme_of(round_), inputs_of(round_, made.version)
    found = drawn(inputs, quota=made.quota, scheme=scheme)
    rescored = scheme.digest == made.law
    problems = list(_altered(inputs))
    if inputs_digest(inputs) != made.inputs:
        problems.append("inputs: not those the list was drawn of")
    if found.digest != made.digest:
        problems.append("list: other bytes follow from the inputs")
    if _kept(made) != [_told(each) for each in found.lines]:
        problems.append("ranks: the stored lines are others")
    if rescored:
        problems += _miscounted(round_, inputs)
    return Reproduced(drawn=found, differs=tuple(problems), rescored=rescored)


def _altered(inputs: Sequence[FrozenInput]) -> Iterator[str]:
    for each in inputs:
        if canonical.digest_bytes(each.content.encode()) != each.digest:
            yield f"input {each.pk}: altered"


def _miscounted(round_: Round, inputs: Sequence[FrozenInput]) -> Iterator[str]:
    scheme, on = scheme_of(round_), round_.facts_until
    standing = [each for each in inputs if line_of(each).total]
    facts = ((at, parse_facts(facts_in(each), on=on)) for at, each in enumerate(standing))
    for frozen, score in zip(standing, score_all(scheme, facts, on=on), strict=True):
        told = line_of(frozen)
        counted = (exact(score.ranking_score), exact(score.total), score.qualified)
        ties = tuple(exact(each) for each in score.ties)
        if (told.ranking_score, told.total, told.qualified) != counted or told.ties != ties:
            yield f"input {frozen.pk}: its facts come to another score"


def _kept(made: RoundList) -> list[tuple[object, ...]]:
    rows = RoundRank.objects.filter(round_list=made).order_by("id")
    return [
        (case, standing, qualified, score, total, tuple(ties), rank, admitted)
        for case, standing, qualified, score, total, ties, rank, admitted in rows.values_list(
            "applicant__application__number",
            "standing",
            "qualified",
            "ranking_score",
            "total",
            "ties",
            "rank",
            "is_admitted",
        )
    ]


def _told(line: Line) -> tuple[object, ...]:
    return (
        line.case,
        line.standing,
        line.qualified,
        line.ranking_score,
        line.total,
        line.ties,
        line.rank,
        line.is_admitted,
    )
