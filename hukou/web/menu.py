"""The menu at the left of every page (业务菜单), by type of business."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the menu: where it leads, its key (Alt and a digit), which pages it covers."""

    label: Promise
    url_name: str
    key: str
    covers: tuple[str, ...] = ()

    def holds(self, url_name: str) -> bool:
        return url_name == self.url_name or url_name in self.covers


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one type of business."""

    label: Promise
    items: tuple[Item, ...]


MENU: Final = (
    Group(_("办理"), (Item(_("工作台"), "worklist", "1", ("application", "application-letter")),)),
    Group(
        _("迁入"),
        (
            Item(
                _("落户申请"),
                "application-new",
                "2",
                ("application-edit", "application-check", "application-submitted"),
            ),
        ),
    ),
    Group(_("出生"), (Item(_("出生登记"), "birth-new", "3"),)),
    Group(
        _("户籍簿册"),
        (
            Item(_("查询人户"), "search", "4", ("person", "household")),
            Item(_("变更户主"), "head-search", "5", ("household-head",)),
        ),
    ),
)
