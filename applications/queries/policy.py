"""Which regulation decides at a place on a day (适用规定)."""

from collections.abc import Mapping
from datetime import date

from applications.errors import NoPolicyInForce
from applications.models import Activation
from hukou.kernel.errors import InvalidInput
from hukou.law import Mode, Regulation, load_law


def activations() -> dict[str, Activation]:
    """Return the activation of every undated regulation that has one (one statement)."""
    return {each.regulation: each for each in Activation.objects.all()}


def regulation_in_force(regulation_id: str, *, division: str, on: date) -> Regulation:
    """Return the regulation by which a live case at this place, filed that day, is decided.

    The one named, or, where none is, the only one that speaks there. What a draft says, or a text
    nobody has dated, never decides (A-QZ-1).

    Raises:
        InvalidInput: no such regulation, or several would do and none is named.
        NoPolicyInForce: with the reason why it is silent.
    """
    dated = {name: each.effective_from for name, each in activations().items()}
    regulations = load_law().regulations
    if regulation_id:
        if regulation_id not in regulations:
            raise InvalidInput(f"没有规定 {regulation_id}", field="regulation")
        named = regulations[regulation_id]
        _refuse_silent(named, division=division, on=on, activated_on=dated.get(named.id))
        return named
    speaking = _speaking(regulations, dated, division=division, on=on)
    if not speaking:
        raise NoPolicyInForce(division=division, on=on.isoformat())
    if len(speaking) > 1:
        names = [each.id for each in speaking]
        raise InvalidInput("该地有多个现行规定，请选择其一", field="regulation", regulations=names)
    return speaking[0]


def _refuse_silent(
    regulation: Regulation, *, division: str, on: date, activated_on: date | None
) -> None:
    silence = regulation.silence(
        on=on, mode=Mode.DECIDE, activated_on=activated_on, division=division
    )
    if silence is not None:
        raise NoPolicyInForce(
            silence.zh, regulation=regulation.id, reason=silence.value, on=on.isoformat()
        )


def _speaking(
    regulations: Mapping[str, Regulation],
    dated: Mapping[str, date],
    *,
    division: str,
    on: date,
) -> list[Regulation]:
    return [
        each
        for each in regulations.values()
        if each.silence(on=on, mode=Mode.DECIDE, activated_on=dated.get(each.id), division=division)
        is None
    ]


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
