"""Words of the procedure (办理用语), in the language of the page."""

from collections.abc import Mapping

from django import template

from applications.models import Kind, PartyRole, Problem, Received, VerificationStatus, Way
from applications.queries.finder import Cell
from applications.queries.groups import group_of
from applications.web.identity_card_forms import TAKER_WORDS
from applications.web.trouble import trouble_in_words
from applications.workflow import Status
from hukou.law import Event, Level, load_law
from hukou.web.fact_words import english
from hukou.web.templatetags.counter import channel_name

register = template.Library()


@register.filter
def channel_title(channel_id: str) -> str:
    """Return the name of a channel by its id; ids are unique over all regulations."""
    for regulation in load_law().regulations.values():
        if channel_id in regulation.channels:
            return channel_name(regulation.channels[channel_id])
    return ""


@register.filter
def channel_group(channel_id: str) -> str:
    """Return the key group (重点群体) an application of this channel is of; empty for none."""
    return group_of(channel_id)


@register.filter
def unlisted(cell: Cell) -> list[Mapping[str, str]]:
    """Return the missing facts that no finding of the cell names: each stands there once."""
    listed = {finding["fact"] for finding in cell.findings if finding["satisfied"] is None}
    return [missing for missing in cell.missing if missing["fact"] not in listed]


@register.filter
def channel_short(channel_id: str) -> str:
    """Return the name of a channel without what stands in brackets, for a narrow column."""
    return channel_title(channel_id).partition("（")[0].removesuffix("落户")


@register.filter
def status_words(value: str) -> str:
    """Return the status of an application."""
    return str(Status(value).label)


@register.filter
def kind_words(value: str) -> str:
    """Return the kind of a transaction (事项)."""
    return str(Kind(value).label)


@register.filter
def taker_words(value: str) -> str:
    """Return who took a card (领取人)."""
    return str(dict(TAKER_WORDS).get(value, value))


@register.filter
def party_role(value: str) -> str:
    """Return what a person is to the application."""
    return str(PartyRole(value).label)


@register.filter
def verification_words(value: str) -> str:
    """Return how far a question to an agency has come."""
    return str(VerificationStatus(value).label)


@register.filter
def say_way(value: str) -> str:
    """Return how a message of an agency reached us."""
    return str(Way(value).label)


@register.filter
def problem_words(value: str) -> str:
    """Return why a message of an agency was refused."""
    return str(Problem(value).label)


@register.filter
def trouble_words(reason: str) -> str:
    """Return why a question or a report came to nothing."""
    return trouble_in_words(reason)


@register.filter
def received_words(value: str) -> str:
    """Return what became of a message of an agency."""
    return str(Received(value).label)


@register.filter
def event_name(event: Event) -> str:
    """Return the name of an event of the national pack."""
    return event.name_en if english() else event.name


@register.filter
def level_name(level: Level) -> str:
    """Return who decides an event."""
    return level.label_en if english() else level.label
