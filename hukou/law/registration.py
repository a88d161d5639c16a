"""Events registered alike everywhere (登记事项): what each must prove, as national data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from hukou.kernel import canonical
from hukou.kernel.periods import add_months
from hukou.law.citation import Citation
from hukou.law.conditions import Condition, leaves
from hukou.law.dated import Mode
from hukou.law.grounds import RequiredDocument
from hukou.law.judgement import ChannelJudgement, Judgement
from hukou.law.outcomes import Outcome, Reason
from hukou.law.procedure import COUNTED, WORKING_DAYS
from hukou.law.reading import Reader
from hukou.law.safeguards import Safeguards
from hukou.law.sections import NATIONAL, Lines, Section, read_yaml
from hukou.law.verdicts import Ground, Verdict
from hukou.law.vocabulary import Vocabulary

FILE: Final = "registration.yaml"
OUTCOMES: Final = {
    True: Outcome.ELIGIBLE,
    False: Outcome.NOT_ELIGIBLE,
    None: Outcome.EVIDENCE,
}
LEVELS: Final = (
    *("station", "station_investigated", "county_bureau"),
    *("card_issuer", "card_remote", "city_bureau"),
)
"""Who decides an event, from the counter upwards."""
UNCONFIRMED: Final = "本条的具体要求尚未与正式文本逐字核对，审批时请以正式文本为准"
PROVENANCES: Final = ("confirmed", "confirmed_secondary", "knowledge")
LEVEL_PROVENANCES: Final = (*PROVENANCES, "own")


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Who decides (审批层级), and within how many days from acceptance, counted how.

    `covers_issue` says that what is granted must be in somebody's hand within them.
    """

    id: str
    label: str
    label_en: str
    decide_days: int
    basis: str
    counted: str = WORKING_DAYS
    covers_issue: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """By when an event is to be declared (申报期限); declared later, it is registered and noted."""

    months: int
    days: int
    late: Reason

    def is_late(self, happened_on: date, *, declared_on: date) -> bool:
        last = add_months(happened_on, self.months) + timedelta(days=self.days)
        return declared_on > last


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One kind of event (登记事项): its conditions, its papers, who decides, by when declared.

    `doubt` is there where its clause has not been compared with the text yet: whoever decides is
    told so.
    """

    id: str
    name: str
    name_en: str
    cite: Citation
    conditions: Condition
    documents: tuple[RequiredDocument, ...]
    level: Level
    declared: Declared | None = None
    doubt: Reason | None = None

    @property
    def facts(self) -> tuple[str, ...]:
        """Return the facts its conditions look at, each once, in their order."""
        return tuple(dict.fromkeys(leaf.fact for leaf in leaves(self.conditions)))

    def is_late(self, happened_on: date, *, declared_on: date) -> bool:
        """Whether it is declared after its term; it is registered all the same."""
        return self.declared is not None and self.declared.is_late(
            happened_on, declared_on=declared_on
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """The national regulation as data (户口登记条例); `digest` is its version."""

    id: str
    title: str
    effective_from: date
    events: Mapping[str, Event]
    clauses: Mapping[str, Citation]
    clause_count: int
    digest: str

    def judge(
        self, event_id: str, *, on: date, facts: Mapping[str, Any], is_late: bool
    ) -> Judgement:
        """Return how an event came out over what is known of it; what is left out is unknown."""
        event = self.events[event_id]
        truth = event.conditions.test(facts)
        notes = (event.declared.late,) if is_late and event.declared else ()
        verdict = Verdict(
            outcome=OUTCOMES[truth],
            ground=Ground(
                conditions=event.conditions, values=facts, on=on, undecided=(event.conditions,)
            ),
            notes=notes,
        )
        judged = ChannelJudgement(id=event.id, name=event.name, cite=event.cite, verdict=verdict)
        return Judgement(
            regulation=self.id,
            on=on,
            mode=Mode.DECIDE,
            outcome=verdict.outcome,
            law_version=self.digest,
            channels=(judged,),
            flags=(event.doubt,) if event.doubt else (),
            basis=event.id,
        )


def load_registration(
    directory: Path, vocabulary: Vocabulary, safeguards: Safeguards
) -> tuple[Registration, Lines]:
    """Read `_national/registration.yaml` of a packs directory; return its source as well.

    Raises:
        PackError: names file, line and what to do.
    """
    path = directory / NATIONAL / FILE
    raw = read_yaml(path)
    registration = read_registration(
        raw, file=path.name, vocabulary=vocabulary, safeguards=safeguards
    )
    return registration, raw


def read_registration(
    raw: Mapping[str, Any], *, file: str, vocabulary: Vocabulary, safeguards: Safeguards
) -> Registration:
    """Return the events of a file's content, refusing what is unclear or may never be asked."""
    safeguards.check_rights(raw.get("events"), file)
    safeguards.check_planning(raw.get("events"), file)
    safeguards.check_planning([each.label for each in vocabulary.documents.values()], file)
    top = Section(raw, "registration", file=file)
    title, since = top.text("title"), top.day("effective_from")
    if since is None:
        raise top.wrong("'effective_from' is missing")
    provenance = top.section("provenance")
    for key in ("source", "quality"):
        provenance.text(key)
    provenance.close()
    clauses = {name: _clause(each, title) for name, each in top.named("clauses").items()}
    reader = Reader(
        vocabulary=vocabulary,
        safeguards=safeguards,
        clauses={name: cite for name, (cite, _) in clauses.items()},
        terms={},
        ambiguities={},
    )
    levels = {name: _level(name, each) for name, each in top.named("levels").items()}
    unconfirmed = {name for name, (_, quality) in clauses.items() if quality == "knowledge"}
    events = [_event(each, reader, levels, unconfirmed) for each in top.sections("events")]
    registration = Registration(
        id=top.text("id"),
        title=title,
        effective_from=since,
        events={event.id: event for event in events},
        clauses=reader.clauses,
        clause_count=len(clauses),
        digest=canonical.digest([raw, vocabulary.as_json()]),
    )
    top.close()
    if len(registration.events) != len(events):
        raise top.wrong("two events have one id")
    return registration


def _clause(section: Section, title: str) -> tuple[Citation, str]:
    """Return where a clause stands, and how well its text is known."""
    section.text("summary")
    cite = Citation(section.optional_text("document") or title, section.text("heading"))
    quality = section.optional_text("provenance") or "confirmed"
    if quality not in PROVENANCES:
        raise section.wrong(f"'provenance' is one of {', '.join(PROVENANCES)}")
    section.close()
    return cite, quality


def _level(name: str, section: Section) -> Level:
    if name not in LEVELS:
        raise section.wrong(f"a level is one of {', '.join(LEVELS)}")
    if section.text("provenance") not in LEVEL_PROVENANCES:
        raise section.wrong(f"'provenance' is one of {', '.join(LEVEL_PROVENANCES)}")
    counted, covers = section.optional_text("counted"), section.value("covers_issue")
    if counted not in ("", *COUNTED) or covers not in (None, True, False):
        raise section.wrong(f"'counted' is one of {', '.join(COUNTED)}; 'covers_issue' is a truth")
    level = Level(
        id=name,
        label=section.text("label"),
        label_en=section.text("label_en"),
        decide_days=_count(section, "decide_days"),
        basis=section.text("basis"),
        counted=counted or WORKING_DAYS,
        covers_issue=bool(covers),
    )
    section.close()
    return level


def _event(
    section: Section, reader: Reader, levels: Mapping[str, Level], unconfirmed: set[str]
) -> Event:
    clause = section.optional_text("clause")
    cite = reader.clause(section)
    approval = section.text("approval")
    if approval not in levels:
        raise section.wrong(f"no such level: {approval!r}")
    event = Event(
        id=section.text("id"),
        name=section.text("name"),
        name_en=section.text("name_en"),
        cite=cite,
        conditions=reader.condition(section.section("conditions"), cite),
        documents=tuple(_document(each, reader) for each in section.sections("documents")),
        level=levels[approval],
        declared=_declared(section, cite),
        doubt=Reason("unconfirmed-clause", UNCONFIRMED, cite) if clause in unconfirmed else None,
    )
    section.close()
    return event


def _declared(section: Section, cite: Citation) -> Declared | None:
    months, days = "declared_within_months", "declared_within_days"
    if not (section.has(months) or section.has(days)):
        return None
    return Declared(
        months=_count(section, months) if section.has(months) else 0,
        days=_count(section, days) if section.has(days) else 0,
        late=Reason("late-declaration", section.text("late"), cite),
    )


def _count(section: Section, key: str) -> int:
    counted = section.required(key)
    if type(counted) is not int or counted < 1:
        what = "months" if key.endswith("months") else "days"
        raise section.wrong(f"{key!r} counts whole {what}")
    return counted


def _document(section: Section, reader: Reader) -> RequiredDocument:
    kind, agency = section.text("kind"), section.text("agency")
    section.close()
    if kind not in reader.vocabulary.documents:
        raise section.wrong(f"no such document kind: {kind!r}")
    if agency not in reader.vocabulary.agencies:
        raise section.wrong(f"no such agency: {agency!r}")
    return RequiredDocument(kind=kind, agency=agency)
