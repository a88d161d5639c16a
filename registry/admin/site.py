"""The console itself (管理台): Django's admin for who holds the post, and no writes of its own."""

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from unfold.sites import UnfoldAdminSite

from hukou.web.menu import MENU, Item
from registry.models import Posting
from registry.web import desk_page

from .reading import ADMINISTRATORS, SYSTEM

View = Callable[..., Any]
ROOMS: Final = {"registry": _("机关与账号"), "applications": _("法规与对外")}


class Console(UnfoldAdminSite):  # type: ignore[misc] # published without types
    """Who has no post of an administrator today finds nothing here: the post opens it, no flag."""

    site_title = _("管理台")
    index_title = _("管理台")

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.pages: dict[str, View] = {}

    def add_page(self, name: str, view: View) -> None:
        """Add a page that shows no table of ours: the system administrator's."""
        self.pages[name] = desk_page(frozenset({SYSTEM}))(never_cache(view))

    def has_permission(self, request: HttpRequest) -> bool:
        posting: Posting | None = getattr(request, "posting", None)
        return posting is not None and posting.role in ADMINISTRATORS

    def admin_view(self, view: View, cacheable: bool = False) -> View:  # noqa: FBT001, FBT002
        """Open a page as every page of the counter is opened: by the post held today."""
        inside: View = super().admin_view(view, cacheable)
        return desk_page(ADMINISTRATORS)(inside)

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """Return the lists and the records; signing in, passwords and jumps are not offered."""
        models = [
            path(f"{model._meta.app_label}/{model._meta.model_name}/", include(admin.urls))
            for model, admin in self._registry.items()
        ]
        return [
            path("", require_safe(self.admin_view(self.index)), name="index"),
            *(path(name, require_safe(view), name=name) for name, view in self.pages.items()),
            path(
                "<slug:app_label>/", require_safe(self.admin_view(self.app_index)), name="app_list"
            ),
            *models,
        ]

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        apps: list[dict[str, Any]] = super().get_app_list(request, app_label)
        return [{**app, "name": ROOMS[app["app_label"]]} for app in apps]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        posting: Posting = request.posting  # type: ignore[attr-defined] # desk_page put it there
        shown = {"console_pages": _pages(str(posting.role))}
        return {**super().each_context(request), **shown}


def _pages(role: str) -> list[Item]:
    """Return the pages outside the console that are this post's own."""
    return [
        item
        for group in MENU
        for item in group.items
        if role in item.only and item.url_name != "admin:index"
    ]


console = Console()
