"""Which regulation decides at a place on a day (适用规定)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from applications.errors import NoPolicyInForce
from applications.models import Activation
from hukou.kernel.errors import InvalidInput, NotFound
from hukou.law import Channel, Effect, Mode, Regulation, Silence, last_days, load_law


def activations() -> dict[str, Activation]:
    """Return what dates each undated regulation now, as last corrected (one statement)."""
    return {each.regulation: each for each in Activation.objects.standing()}


def find_regulation(regulation_id: str) -> Regulation:
    """Return a regulation that is loaded, in whatever standing. Raises NotFound."""
    found = load_law().regulations.get(regulation_id)
    if found is None:
        raise NotFound(regulation=regulation_id)
    return found


def number_of(regulation: Regulation, activation: Activation | None) -> str:
    """Return the official number (文号), from the text or from whoever dated it."""
    return regulation.number or (activation.official_number if activation else "")


def days_activated(activated: Mapping[str, Activation]) -> dict[str, date]:
    """Return from which day each undated regulation counts, as the law asks for it."""
    return {name: each.effective_from for name, each in activated.items()}


def days_ended(activated: Mapping[str, Activation]) -> dict[str, date]:
    """Return the last day of every regulation that another has followed."""
    return last_days(load_law().regulations, days_activated(activated))


@dataclass(frozen=True, slots=True)
class Standing:
    """From when to when every text holds, as recorded at one moment."""

    activated: Mapping[str, Activation]
    days: Mapping[str, date]
    ended: Mapping[str, date]

    def silence(
        self, regulation: Regulation, *, on: date, division: str | None = None
    ) -> Silence | None:
        """Return why a text decides nothing on a day, or None when it speaks.

        At a place that has a text of its own, the city's that it takes over is silent (L30).
        """
        silence = regulation.silence(
            on=on,
            mode=Mode.DECIDE,
            activated_on=self.days.get(regulation.id),
            ended_on=self.ended.get(regulation.id),
            division=division,
        )
        if silence is None and division and self.instead(regulation, on=on, division=division):
            return Silence.TAKEN_OVER
        return silence

    def instead(self, regulation: Regulation, *, on: date, division: str) -> str:
        """Return the county's own text that decides at a place instead; empty for none."""
        return load_law().taken_over_by(regulation.id, division, on, self.days)

    def begins(self, regulation: Regulation) -> date | None:
        return regulation.effective_from or self.days.get(regulation.id)

    def if_activated(self, regulation: str, *, on: date) -> "Standing":
        """Return how all would stand if this text held from a day on."""
        days = {**self.days, regulation: on}
        return Standing(self.activated, days, last_days(load_law().regulations, days))


def standing() -> Standing:
    """Return how every text stands now (one statement)."""
    activated = activations()
    return Standing(activated, days_activated(activated), days_ended(activated))


def regulations_in_force(
    division: str, *, on: date, activated: Mapping[str, Activation]
) -> list[Regulation]:
    """Return the regulations that decide at a place on a day, undated ones as activated."""
    return load_law().in_force(division, on, days_activated(activated))


def channels_in_force(
    division: str, *, on: date, activated: Mapping[str, Activation]
) -> list[tuple[Regulation, Channel]]:
    """Return every channel open at a place on a day; a channel without a rule is none."""
    return [
        (regulation, channel)
        for regulation in regulations_in_force(division, on=on, activated=activated)
        for channel in regulation.channels.values()
        if channel.effect is not Effect.UNSPECIFIED
    ]


def regulation_in_force(regulation_id: str, *, division: str, on: Sequence[date]) -> Regulation:
    """Return the regulation by which a live case at this place is decided.

    The one named, or, where none is, the only one that speaks there. What a draft says, or a text
    nobody has dated, never decides (A-QZ-1). It must speak on every one of these days: that of the
    application and today, so that writing an earlier day never wakes a text that has run out.

    Raises:
        InvalidInput: no such regulation, or several would do and none is named.
        NoPolicyInForce: with the reason why it is silent.
    """
    now = standing()
    regulations = load_law().regulations
    if regulation_id:
        if regulation_id not in regulations:
            raise InvalidInput(f"没有规定 {regulation_id}", field="regulation")
        named = regulations[regulation_id]
        _refuse_silent(named, now, division=division, on=on)
        return named
    speaking = [
        each
        for each in regulations.values()
        if all(now.silence(each, on=day, division=division) is None for day in on)
    ]
    if not speaking:
        raise NoPolicyInForce(division=division, on=[day.isoformat() for day in on])
    if len(speaking) > 1:
        names = [each.id for each in speaking]
        raise InvalidInput("该地有多个现行规定，请选择其一", field="regulation", regulations=names)
    return speaking[0]


def _refuse_silent(
    regulation: Regulation, now: Standing, *, division: str, on: Sequence[date]
) -> None:
    for day in on:
        silence = now.silence(regulation, on=day, division=division)
        if silence is not None:
            raise NoPolicyInForce(
                f"{day.isoformat()}：{silence.zh}",
                regulation=regulation.id,
                reason=silence.value,
                instead=now.instead(regulation, on=day, division=division) or None,
                on=day.isoformat(),
            )


def activation_flag(activation: Activation | None) -> list[dict[str, object]]:
    """Return what every screen and letter must say about the day a text was dated by hand."""
    if activation is None:
        return []
    return [
        {
            "id": "demonstration-date" if activation.for_demonstration else "activated",
            "reason": "施行日期仅为演示设定，不是正式文本所载"
            if activation.for_demonstration
            else "施行日期由管理员按正式文本启用",
            "effective_from": activation.effective_from.isoformat(),
            "official_number": activation.official_number,
        }
    ]
