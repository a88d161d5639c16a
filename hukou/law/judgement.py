"""The answer of the law (判断结果): outcome, findings, what is missing, who is kept out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hukou.law.citation import Citation
from hukou.law.conditions import Truth
from hukou.law.dated import Mode, Silence
from hukou.law.facts import Facts, plain
from hukou.law.outcomes import Outcome, Reason
from hukou.law.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Companion:
    """A family member who would settle with the applicant (随迁人员)."""

    id: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the person would settle: a division, and which of the places a channel offers."""

    division: str | None = None
    place: str | None = None


def _verdict(verdict: Verdict) -> dict[str, object]:
    return {
        "outcome": verdict.outcome.value,
        "findings": [each.as_json() for each in verdict.findings],
        "missing": list(verdict.missing),
        "review": [each.as_json() for each in verdict.review],
        "notes": [each.as_json() for each in verdict.notes],
        "met_on": plain(verdict.met_on),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelJudgement:
    """How one channel came out for the applicant."""

    id: str
    name: str
    cite: Citation
    verdict: Verdict
    place: str | None = None
    set_aside: tuple[Mapping[str, Any], ...] = ()

    @property
    def outcome(self) -> Outcome:
        return self.verdict.outcome

    def as_json(self) -> dict[str, object]:
        return {
            "id": self.id,
            "name": self.name,
            "cite": self.cite.as_json(),
            **_verdict(self.verdict),
            "place": self.place,
            "set_aside": [dict(each) for each in self.set_aside],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanionJudgement:
    """How one companion came out under the applicant's channel."""

    id: str
    channel: str | None
    verdict: Verdict

    @property
    def outcome(self) -> Outcome:
        return self.verdict.outcome

    def as_json(self) -> dict[str, object]:
        return {"id": self.id, "channel": self.channel, **_verdict(self.verdict)}


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitJudgement:
    """A cap that keeps persons out, in the order they are listed, or that cannot be told yet."""

    id: str
    condition: str
    fact: str
    required: Any
    found: Any
    at_most: int
    counted: int
    kept_out: tuple[str, ...]
    satisfied: Truth
    cite: Citation
    note: str

    def as_json(self) -> dict[str, object]:
        return {
            "id": self.id,
            "condition": self.condition,
            "fact": self.fact,
            "required": plain(self.required),
            "found": plain(self.found),
            "at_most": self.at_most,
            "counted": self.counted,
            "kept_out": list(self.kept_out),
            "satisfied": self.satisfied,
            "cite": self.cite.as_json(),
            "note": self.note,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What one regulation says of an applicant and those who would settle with them."""

    regulation: str
    on: date
    mode: Mode
    outcome: Outcome
    law_version: str
    channels: tuple[ChannelJudgement, ...] = ()
    companions: tuple[CompanionJudgement, ...] = ()
    limits: tuple[LimitJudgement, ...] = ()
    review: tuple[Reason, ...] = ()
    flags: tuple[Reason, ...] = ()
    basis: str | None = None
    activated_on: date | None = None
    silence: Silence | None = None

    def channel(self, channel_id: str) -> ChannelJudgement:
        """Return the judgement of one channel."""
        return next(each for each in self.channels if each.id == channel_id)

    def companion(self, companion_id: str) -> CompanionJudgement:
        """Return the judgement of one companion."""
        return next(each for each in self.companions if each.id == companion_id)

    @property
    def kept_out(self) -> frozenset[str]:
        """Who meets the conditions but is kept out by a limit."""
        return frozenset(name for limit in self.limits for name in limit.kept_out)

    def as_json(self) -> dict[str, object]:
        """Return the judgement as the API publishes it and an assessment stores it."""
        return {
            "regulation": self.regulation,
            "on": self.on.isoformat(),
            "mode": self.mode.value,
            "outcome": self.outcome.value,
            "basis": self.basis,
            "channels": [each.as_json() for each in self.channels],
            "companions": [each.as_json() for each in self.companions],
            "limits": [each.as_json() for each in self.limits],
            "review": [each.as_json() for each in self.review],
            "flags": [each.as_json() for each in self.flags],
            "activated_on": plain(self.activated_on),
            "silence": None if self.silence is None else self.silence.value,
            "reason": None if self.silence is None else self.silence.zh,
            "law_version": self.law_version,
        }
