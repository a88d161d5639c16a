"""Drawing a list (制作名单) of what is frozen: the same inputs make the same list."""

from typing import Final

from applications.models import ListKind, Round, RoundList, RoundRank
from applications.queries.rounds.entry import scheme_of
from applications.queries.rounds.frozen import drawn, inputs_digest
from applications.queries.rounds.reproducing import inputs_of
from registry.models import Account

AT_A_TIME: Final = 1000


def draw(round_: Round, *, kind: ListKind, by: Account) -> RoundList:
    """Draw the next list of the newest inputs (制作名单), inside a transaction that may do more.

    The caller holds the round, and has frozen whatever changed since the list before.
    """
    version = round_.lists.count() + 1
    scheme, inputs = scheme_of(round_), inputs_of(round_, version)
    found = drawn(inputs, quota=round_.quota, scheme=scheme)
    made = RoundList.objects.create(
        round=round_,
        version=version,
        kind=kind,
        quota=round_.quota,
        law=scheme.digest,
        inputs=inputs_digest(inputs),
        digest=found.digest,
        applicants=len(found.lines),
        ranked=found.ranked,
        admitted=found.admitted,
        line=found.line,
        made_by=by,
    )
    by_case = {each.applicant.application.number: each for each in inputs}
    RoundRank.objects.bulk_create(
        (
            RoundRank(
                round_list=made,
                applicant_id=by_case[line.case].applicant_id,
                input=by_case[line.case],
                standing=line.standing,
                ranking_score=line.ranking_score,
                total=line.total,
                ties=list(line.ties),
                qualified=line.qualified,
                rank=line.rank,
                is_admitted=line.is_admitted,
            )
            for line in found.lines
        ),
        batch_size=AT_A_TIME,
    )
    return made
