"""Words of handing powers down (授权用语), in the language of the page."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.models import AcceptancePoint, DelegatedItem, DelegateRole, ReceptionAgreement
from applications.queries.powers import Standing
from applications.web.delegation_forms import RANKS, item_name, name_of_item
from hukou.law import CatalogueStatus, Item, Rank

register = template.Library()

HOLDERS: Final[Mapping[Rank, Promise]] = {
    Rank.STATION_OFFICER: _("户籍民警"),
    Rank.STATION_CHIEF: _("所长"),
    Rank.COUNTY: _("县级审批人"),
    Rank.CITY: _("市级审批人"),
}
STANDINGS: Final[Mapping[Standing, Promise]] = {
    Standing.IN_FORCE: _("生效中"),
    Standing.NOT_BEGUN: _("未开始"),
    Standing.EXPIRED: _("已到期"),
    Standing.REVOKED: _("已收回"),
}
TONES: Final[Mapping[Standing, str]] = {
    Standing.IN_FORCE: "ok",
    Standing.NOT_BEGUN: "run",
    Standing.EXPIRED: "plain",
    Standing.REVOKED: "bad",
}
STATUSES: Final[Mapping[CatalogueStatus, Promise]] = {
    CatalogueStatus.ASSUMED: _("推定"),
    CatalogueStatus.CONFIRMED: _("已核对"),
}


@register.filter
def rank_words(rank: Rank) -> str:
    """Return whose items these are."""
    return str(RANKS[rank])


@register.filter
def holder_words(rank: Rank) -> str:
    """Return who decides by their own level."""
    return str(HOLDERS[rank])


@register.filter
def item_words(item: Item | str) -> str:
    """Return what an item is called; its id where the law no longer knows it."""
    return item_name(item) if isinstance(item, Item) else name_of_item(item)


@register.filter
def standing_words(standing: Standing) -> str:
    """Return where a delegated item stands."""
    return str(STANDINGS[standing])


@register.filter
def standing_tag(standing: Standing) -> str:
    """Return the class of the tag for where a delegated item stands."""
    return f"tag tag-{TONES[standing]}"


@register.filter
def to_whom(delegated: DelegatedItem) -> str:
    """Return who was handed the item: a person, or everybody in a post."""
    if delegated.account is not None:
        return delegated.account.name
    return str(DelegateRole(delegated.to_role).label)


@register.filter
def last_of(row: DelegatedItem | ReceptionAgreement | AcceptancePoint) -> date | None:
    """Return the last day an order or agreement holds; None where it has none."""
    upper: date | None = row.period.upper
    return upper - timedelta(days=1) if upper else None


@register.filter
def catalogue_status(status: CatalogueStatus) -> str:
    """Return how well a catalogue is known."""
    return str(STATUSES[status])
