"""Events registered alike everywhere (登记事项): what each must prove, as national data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from hukou.kernel import canonical
from hukou.kernel.periods import add_months
from hukou.law.citation import Citation
from hukou.law.conditions import Condition
from hukou.law.dated import Mode
from hukou.law.grounds import RequiredDocument
from hukou.law.judgement import ChannelJudgement, Judgement
from hukou.law.outcomes import Outcome, Reason
from hukou.law.reading import Reader
from hukou.law.safeguards import Safeguards
from hukou.law.sections import NATIONAL, Section, read_yaml
from hukou.law.verdicts import Ground, Verdict
from hukou.law.vocabulary import Vocabulary

FILE: Final = "registration.yaml"
OUTCOMES: Final = {
    True: Outcome.ELIGIBLE,
    False: Outcome.NOT_ELIGIBLE,
    None: Outcome.EVIDENCE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One kind of event (登记事项): its conditions, its papers, and by when it is declared."""

    id: str
    name: str
    cite: Citation
    conditions: Condition
    documents: tuple[RequiredDocument, ...]
    declared_within_months: int
    late: Reason

    def is_late(self, happened_on: date, *, declared_on: date) -> bool:
        """Whether it is declared after its term; it is registered all the same."""
        return declared_on > add_months(happened_on, self.declared_within_months)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """The national regulation as data (户口登记条例); `digest` is its version."""

    id: str
    title: str
    effective_from: date
    events: Mapping[str, Event]
    digest: str

    def judge(
        self, event_id: str, *, on: date, facts: Mapping[str, Any], is_late: bool
    ) -> Judgement:
        """Return how an event came out over what is known of it; what is left out is unknown."""
        event = self.events[event_id]
        truth = event.conditions.test(facts)
        verdict = Verdict(
            outcome=OUTCOMES[truth],
            ground=Ground(
                conditions=event.conditions, values=facts, on=on, undecided=(event.conditions,)
            ),
            notes=(event.late,) if is_late else (),
        )
        judged = ChannelJudgement(id=event.id, name=event.name, cite=event.cite, verdict=verdict)
        return Judgement(
            regulation=self.id,
            on=on,
            mode=Mode.DECIDE,
            outcome=verdict.outcome,
            law_version=self.digest,
            channels=(judged,),
            basis=event.id,
        )


def load_registration(
    directory: Path, vocabulary: Vocabulary, safeguards: Safeguards
) -> Registration:
    """Read `_national/registration.yaml` of a packs directory.

    Raises:
        PackError: names file, line and what to do.
    """
    path = directory / NATIONAL / FILE
    raw = read_yaml(path)
    safeguards.check_rights(raw.get("events"), path.name)
    top = Section(raw, "registration", file=path.name)
    title, since = top.text("title"), top.day("effective_from")
    if since is None:
        raise top.wrong("'effective_from' is missing")
    provenance = top.section("provenance")
    for key in ("source", "quality"):
        provenance.text(key)
    provenance.close()
    reader = Reader(
        vocabulary=vocabulary,
        safeguards=safeguards,
        clauses={name: _clause(each, title) for name, each in top.named("clauses").items()},
        terms={},
        ambiguities={},
    )
    events = [_event(each, reader) for each in top.sections("events")]
    registration = Registration(
        id=top.text("id"),
        title=title,
        effective_from=since,
        events={event.id: event for event in events},
        digest=canonical.digest([raw, vocabulary.as_json()]),
    )
    top.close()
    return registration


def _clause(section: Section, title: str) -> Citation:
    section.text("summary")
    cite = Citation(title, section.text("heading"))
    section.close()
    return cite


def _event(section: Section, reader: Reader) -> Event:
    cite = reader.clause(section)
    event = Event(
        id=section.text("id"),
        name=section.text("name"),
        cite=cite,
        conditions=reader.condition(section.section("conditions"), cite),
        documents=tuple(_document(each, reader) for each in section.sections("documents")),
        declared_within_months=_months(section),
        late=Reason("late-declaration", section.text("late"), cite),
    )
    section.close()
    return event


def _months(section: Section) -> int:
    months = section.required("declared_within_months")
    if type(months) is not int or months < 1:
        raise section.wrong("'declared_within_months' counts whole months")
    return months


def _document(section: Section, reader: Reader) -> RequiredDocument:
    kind, agency = section.text("kind"), section.text("agency")
    section.close()
    if kind not in reader.vocabulary.documents:
        raise section.wrong(f"no such document kind: {kind!r}")
    if agency not in reader.vocabulary.agencies:
        raise section.wrong(f"no such agency: {agency!r}")
    return RequiredDocument(kind=kind, agency=agency)
