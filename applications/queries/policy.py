"""Which regulation decides at a place on a day (适用规定)."""

from collections.abc import Mapping, Sequence
from datetime import date

from applications.errors import NoPolicyInForce
from applications.models import Activation
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.law import Channel, Effect, Mode, Regulation, Silence, load_law


def activations() -> dict[str, Activation]:
    """Return the activation of every undated regulation that has one (one statement)."""
    return {each.regulation: each for each in Activation.objects.all()}


def days_activated(activated: Mapping[str, Activation]) -> dict[str, date]:
    """Return from which day each undated regulation counts, as the law asks for it."""
    return {name: each.effective_from for name, each in activated.items()}


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
    dated = days_activated(activations())
    regulations = load_law().regulations
    if regulation_id:
        if regulation_id not in regulations:
            raise InvalidInput(f"没有规定 {regulation_id}", field="regulation")
        named = regulations[regulation_id]
        _refuse_silent(named, dated.get(named.id), division=division, on=on)
        _refuse_taken_over(named, dated, division=division, on=on)
        return named
    speaking = [
        each
        for each in regulations.values()
        if all(
            each.silence(
                on=day, mode=Mode.DECIDE, activated_on=dated.get(each.id), division=division
            )
            is None
            and not load_law().taken_over_by(each.id, division, day, dated)
            for day in on
        )
    ]
    if not speaking:
        raise NoPolicyInForce(division=division, on=[day.isoformat() for day in on])
    if len(speaking) > 1:
        names = [each.id for each in speaking]
        raise InvalidInput("该地有多个现行规定，请选择其一", field="regulation", regulations=names)
    return speaking[0]


def _refuse_silent(
    regulation: Regulation, activated_on: date | None, *, division: str, on: Sequence[date]
) -> None:
    for day in on:
        silence = regulation.silence(
            on=day, mode=Mode.DECIDE, activated_on=activated_on, division=division
        )
        if silence is not None:
            raise NoPolicyInForce(
                f"{day.isoformat()}：{silence.zh}",
                regulation=regulation.id,
                reason=silence.value,
                on=day.isoformat(),
            )


def _refuse_taken_over(
    regulation: Regulation, dated: Mapping[str, date], *, division: str, on: Sequence[date]
) -> None:
    """Refuse a city's text where the county has one of its own that takes it over (L30)."""
    for day in on:
        own = load_law().taken_over_by(regulation.id, division, day, dated)
        if own:
            raise NoPolicyInForce(
                f"{day.isoformat()}：{Silence.TAKEN_OVER.zh}",
                regulation=regulation.id,
                reason=Silence.TAKEN_OVER.value,
                instead=own,
                on=day.isoformat(),
            )


def silent_today(regulation: Regulation, activation: Activation | None) -> Silence | None:
    """Return why a regulation decides nothing today, whatever it said on the day of filing.

    How pending files go on under the text that follows is for a transition rule to say.
    """
    activated_on = activation.effective_from if activation else None
    return regulation.silence(on=clock.today(), mode=Mode.DECIDE, activated_on=activated_on)


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
