"""A regulation (落户政策文件) as data: its clauses, what it leaves open, and its standing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from hukou.law.citation import Citation
from hukou.law.conditions import Condition
from hukou.law.dated import Mode, Silence, Status, Term
from hukou.law.facts import plain
from hukou.law.freezes import Freeze
from hukou.law.grounds import Channel, Family
from hukou.law.outcomes import Reason
from hukou.law.places import lies_within


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where our reading comes from: the document as received, its lines, and how good it is."""

    source: str
    lines: str
    quality: str
    note: str = ""

    @property
    def is_secondary(self) -> bool:
        """Whether we have only what somebody reports of the text (间接来源)."""
        return self.quality.startswith("secondary")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambiguity:
    """What the text leaves open (歧义), and how it is handled until somebody decides it."""

    id: str
    question: str
    handling: str
    cite: Citation

    @property
    def reason(self) -> Reason:
        return Reason(self.id, self.handling, self.cite)

    def as_json(self) -> dict[str, object]:
        return {
            "id": self.id,
            "question": self.question,
            "handling": self.handling,
            "cite": self.cite.as_json(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause (条款), summarised in our own words; `agencies` are responsible, the lead first.

    `states` and `heading_states` tell which position its body and its heading take on a matter, and
    `defines` which open words it defines (see `_national/superior.yaml`).
    """

    id: str
    heading: str
    lines: str
    summary: str
    agencies: tuple[str, ...]
    cite: Citation
    states: Mapping[str, str] = field(default_factory=dict)
    heading_states: Mapping[str, str] = field(default_factory=dict)
    defines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A doubt about the whole text that turns a refusal into a review for some persons.

    `whom` says for whom; where `when` holds too they are reviewed, and while it is unknown they are
    not refused.
    """

    reason: Reason
    whom: Condition
    when: Condition


class TransitionRule(StrEnum):
    """Which text decides what was pending when the text changed (过渡办法)."""

    ACCEPTANCE = "acceptance"
    DECISION = "decision"
    KINDER = "kinder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """What a text itself says of the applications pending when it takes effect, and where."""

    rule: TransitionRule
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulation:
    """One version of a policy: what it says, since when, and how well we know it."""

    id: str
    jurisdiction: str
    title: str
    number: str
    short_title: str
    series: str
    term: Term
    provenance: Provenance
    clauses: Mapping[str, Clause]
    channels: Mapping[str, Channel]
    families: Mapping[str, Family]
    ambiguities: Mapping[str, Ambiguity]
    openings: tuple[Opening, ...]
    flags: tuple[Reason, ...]
    digest: str
    freezes: tuple[Freeze, ...] = ()
    transition: Transition | None = None
    inherits: str = ""
    """The city's text that this county's takes over."""
    departs: Mapping[str, Citation] = field(default_factory=dict)
    """By part and name (`channels.EX-1`, `without.EX-2`), the clause behind a departure from it."""

    @property
    def status(self) -> Status:
        return self.term.status

    @property
    def effective_from(self) -> date | None:
        return self.term.effective_from

    @property
    def effective_to(self) -> date | None:
        return self.term.effective_to

    def governs(self, division: str) -> bool:
        """Whether a place lies in this regulation's jurisdiction."""
        return lies_within(division, self.jurisdiction) is True

    def silence(
        self,
        *,
        on: date,
        mode: Mode,
        activated_on: date | None,
        ended_on: date | None = None,
        division: str | None = None,
    ) -> Silence | None:
        """Return why the regulation says nothing, or None. Simulation asks for no dates."""
        if division is not None and not self.governs(division):
            return Silence.ELSEWHERE
        if mode is Mode.SIMULATE:
            return None
        return self.term.silence(on, activated_on, ended_on)

    def as_json(self, *, on: date) -> dict[str, object]:
        """Return the regulation as `GET regulations/{id}` publishes it on a day."""
        return {
            "id": self.id,
            "jurisdiction": self.jurisdiction,
            "title": self.title,
            "short_title": self.short_title,
            "number": self.number or None,
            "status": self.term.status_on(on).value,
            "effective_from": plain(self.effective_from),
            "effective_to": plain(self.effective_to),
            "provenance": {
                "source": self.provenance.source,
                "lines": self.provenance.lines,
                "quality": self.provenance.quality,
                "note": self.provenance.note or None,
            },
            "channels": [channel.as_json() for channel in self.channels.values()],
            "clauses": [_clause(clause) for clause in self.clauses.values()],
            "ambiguities": [each.as_json() for each in self.ambiguities.values()],
            "flags": [flag.as_json() for flag in self.flags],
            "law_version": self.digest,
        }


def _clause(clause: Clause) -> dict[str, object]:
    return {
        "id": clause.id,
        "heading": clause.heading,
        "lines": clause.lines,
        "summary": clause.summary,
        "agencies": list(clause.agencies),
        "cite": clause.cite.as_json(),
    }
