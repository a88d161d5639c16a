"""Where people may settle by points (积分入户), where a text has ended that, and what is left."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from applications.queries.policy import Standing, standing
from hukou.law import Channel, Effect, Regulation, Silence, load_law
from hukou.law.points.scheme import Scheme
from registry.queries import names_of

POINTS: Final = "points."


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsPlace:
    """One place of the packs: its scheme, or the channel that refuses the route and the others."""

    code: str
    name: str
    scheme: Scheme | None
    silence: Silence | None
    abolished_by: Regulation | None = None
    refusal: Channel | None = None
    instead: tuple[Channel, ...] = ()


def points_places(on: date) -> list[PointsPlace]:
    """Return every place of the packs by code, as it stands on a day (T03)."""
    law, now = load_law(), standing()
    codes = sorted({each.jurisdiction for each in law.regulations.values()})
    names = names_of(codes)
    return [_place(code, names.get(code, code), now, on) for code in codes]


def _place(code: str, name: str, now: Standing, on: date) -> PointsPlace:
    law = load_law()
    schemes = law.schemes.every
    scheme = next((each for each in schemes if each.regulation.jurisdiction == code), None)
    refused = _refused(law.in_force(code, on, now.days))
    if refused is None:
        silence = now.silence(scheme.regulation, on=on) if scheme else None
        return PointsPlace(code=code, name=name, scheme=scheme, silence=silence)
    regulation, refusal = refused
    open_ = (Effect.SETTLE, Effect.REVIEW)
    return PointsPlace(
        code=code,
        name=name,
        scheme=scheme,
        silence=None,
        abolished_by=regulation,
        refusal=refusal,
        instead=tuple(each for each in regulation.channels.values() if each.effect in open_),
    )


def _refused(speaking: list[Regulation]) -> tuple[Regulation, Channel] | None:
    """Return the channel by which a text refuses whoever applies by points."""
    return next(
        (
            (regulation, channel)
            for regulation in speaking
            for channel in regulation.channels.values()
            if channel.effect is Effect.REFUSE_ROUTE and POINTS in channel.offered_when
        ),
        None,
    )
