"""What guards a decision (防线), alike everywhere: who stands back, and who is heard before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from hukou.kernel import clock
from hukou.kernel.periods import HolidayCalendar
from hukou.law.channels import STAGES
from hukou.law.citation import Citation
from hukou.law.grounds import Channel
from hukou.law.procedure import Source
from hukou.law.registration import Event, Registration
from hukou.law.sections import NATIONAL, Section, read_yaml
from hukou.law.vocabulary import Kind, Vocabulary

FILE: Final = "guards.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recusal:
    """How near somebody's kin must be for them to stand back (回避), in steps of kinship."""

    kin_steps: int
    cite: Citation
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Who is heard (审核环节), and within how many working days."""

    id: str
    label: str
    label_en: str
    days: int
    basis: str
    source: Source

    def due(self, start: date, calendar: HolidayCalendar) -> datetime:
        """Return the midnight at which the last day has passed."""
        last = calendar.add_working_days(start, self.days)
        return clock.end_of(last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A stage that comes before a decision, and the rule that asks it."""

    stage: Stage
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardBefore:
    """Which stages come before the decision of these events, or of events of these levels."""

    levels: tuple[str, ...]
    events: tuple[str, ...]
    stages: tuple[str, ...]
    cite: Citation
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """When somebody is reminded of a step, and when its lateness goes one office higher.

    Both in working days: before the last day of the step; after the office above was told.
    """

    remind_days_before: int
    report_again_after_days: int
    cite: Citation
    source: Source

    def reminded_until(self, today: date, calendar: HolidayCalendar) -> datetime:
        """Return the midnight up to which steps that end are reminded of today."""
        return clock.end_of(calendar.add_working_days(today, self.remind_days_before))

    def reported_again(self, today: date, calendar: HolidayCalendar) -> datetime:
        """Return the midnight at which what was reported today goes one office higher."""
        return clock.end_of(calendar.add_working_days(today, self.report_again_after_days))


@dataclass(frozen=True, slots=True, kw_only=True)
class Guards:
    """What holds for every application before it is decided."""

    recusal: Recusal
    stages: Mapping[str, Stage]
    heard_before: tuple[HeardBefore, ...]
    outside: Mapping[str, str]
    deadlines: Watch
    source: Mapping[str, Any]
    cases: tuple[Any, ...] = ()

    def of_event(self, event: Event) -> tuple[Heard, ...]:
        """Return who is heard before an event is decided, in their order."""
        rules = [
            rule
            for rule in self.heard_before
            if event.id in rule.events or event.level.id in rule.levels
        ]
        return self._in_order({name: rule.cite for rule in rules for name in rule.stages})

    def of_channel(self, channel: Channel) -> tuple[Heard, ...]:
        """Return who is heard before a settlement is decided: whom the channel's text names."""
        return self._in_order(dict.fromkeys(channel.heard_before, channel.cite))

    def _in_order(self, asked: Mapping[str, Citation]) -> tuple[Heard, ...]:
        return tuple(
            Heard(stage=self.stages[name], cite=asked[name]) for name in STAGES if name in asked
        )


def load_guards(directory: Path, registration: Registration, vocabulary: Vocabulary) -> Guards:
    """Read `_national/guards.yaml` of a packs directory, without its cases. Raises PackError."""
    return read_guards(read_yaml(directory / NATIONAL / FILE), registration, vocabulary)


def read_guards(
    raw: Mapping[str, Any], registration: Registration, vocabulary: Vocabulary
) -> Guards:
    """Return what the file says.

    Raises:
        PackError: names file, line and what to do.
    """
    top = Section(raw, "guards", file=FILE)
    top.text("id")
    guards = Guards(
        recusal=_recusal(top.section("recusal")),
        stages=_stages(top),
        heard_before=tuple(_heard(each, registration) for each in top.sections("heard_before")),
        outside=dict(_outside(top.section("outside"), vocabulary)),
        deadlines=_watch(top.section("deadlines")),
        source=top.raw,
    )
    top.close()
    return guards


def _recusal(section: Section) -> Recusal:
    section.text("summary")
    recusal = Recusal(
        kin_steps=section.count("kin_steps"),
        cite=Citation(section.text("document"), section.text("clause")),
        source=section.one_of("provenance", Source),
    )
    section.close()
    return recusal


def _stages(top: Section) -> dict[str, Stage]:
    named = top.named("stages")
    if set(named) != set(STAGES):
        raise top.wrong(f"'stages' are {', '.join(STAGES)}")
    return {name: _stage(name, each) for name, each in named.items()}


def _stage(name: str, section: Section) -> Stage:
    stage = Stage(
        id=name,
        label=section.text("label"),
        label_en=section.text("label_en"),
        days=section.count("days"),
        basis=section.text("basis"),
        source=section.one_of("provenance", Source),
    )
    section.close()
    return stage


def _heard(section: Section, registration: Registration) -> HeardBefore:
    levels = {event.level.id for event in registration.events.values()}
    rule = HeardBefore(
        levels=_known(section, "levels", levels),
        events=_known(section, "events", registration.events),
        stages=_known(section, "stages", STAGES),
        cite=Citation(section.text("document"), section.text("clause")),
        source=section.one_of("provenance", Source),
    )
    if not rule.stages or not (rule.levels or rule.events):
        raise section.wrong("say which 'stages' come before which 'events' or 'levels'")
    section.close()
    return rule


def _watch(section: Section) -> Watch:
    watch = Watch(
        remind_days_before=section.count("remind_days_before"),
        report_again_after_days=section.count("report_again_after_days"),
        cite=Citation(section.text("document"), section.text("clause")),
        source=section.one_of("provenance", Source),
    )
    section.close()
    return watch


def _known(section: Section, key: str, known: Any) -> tuple[str, ...]:  # noqa: ANN401 - any names
    names = section.texts(key)
    for name in names:
        if name not in known:
            raise section.wrong(f"{key!r} names {name!r}, which is none")
    return names


def _outside(section: Section, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for approval in section.raw:
        fact = section.text(approval)
        known = vocabulary.get(fact)
        if known is None or known.kind is not Kind.BOOL or not known.verified_by:
            raise section.wrong(f"{fact!r} is no fact that an agency says yes or no to")
        yield approval, fact
    section.close()
