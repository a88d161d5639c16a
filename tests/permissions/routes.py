"""Every address there is (路由), as the resolver knows them: nobody keeps a list beside it."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse

METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
WHOLE: Final = "HUKOU_WHOLE_WALK" in os.environ
"""Everybody with every method and filter takes a quarter of an hour; the suite asks as some."""
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
NOWHERE: Final = "api/…"
"""The name given to the one address without a name: whatever below /api/ does not exist."""
PLUMBING: Final[Mapping[str, str]] = {
    "livez": "GET",
    "readyz": "GET",
    "metrics": "GET",  # nginx answers it to the machine itself alone (deploy/nginx.conf)
    "set_language": "POST",
    "oauth2_provider:token": "POST",
    "oauth2_provider:revoke-token": "POST",
    "docs": "GET",
    "problem-type": "GET",
    NOWHERE: "",
}
"""Addresses of no room, open to anybody, and how they are asked: they hold nobody's data."""


@dataclass(frozen=True, slots=True)
class Route:
    """One address: its name with the namespace, its pattern, its view, what the pattern holds."""

    name: str
    pattern: str
    view: Any
    parameters: Mapping[str, Any]

    @property
    def is_api(self) -> bool:
        """Whether the rules of this address stand in api.csv."""
        return self.pattern.startswith("api/v1/")

    @property
    def methods(self) -> frozenset[str] | None:
        """The methods a class of the API answers; None where a page is a function."""
        view: type[Any] | None = getattr(self.view, "cls", None)
        if view is None:
            return None
        return frozenset(each for each in METHODS if hasattr(view, each.lower()))

    def address(self, values: Mapping[str, object]) -> str:
        """Return the address with these values; a parameter without one gets one that fits."""
        if self.name == NOWHERE:
            return "/api/nowhere"
        told = {
            name: values.get(name, _any(converter)) for name, converter in self.parameters.items()
        }
        return reverse(self.name, kwargs=told)


@cache
def routes() -> list[Route]:
    """Return every address of the project."""
    return list(_below(get_resolver(), "", "", {}))


def _below(
    resolver: URLResolver, prefix: str, namespace: str, held: Mapping[str, Any]
) -> Iterator[Route]:
    for each in resolver.url_patterns:
        pattern = f"{prefix}{each.pattern}"
        parameters = {**held, **getattr(each.pattern, "converters", {})}
        if isinstance(each, URLResolver):
            inside = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from _below(each, pattern, inside, parameters)
        elif isinstance(each, URLPattern):
            name = f"{namespace}{each.name}" if each.name else NOWHERE
            yield Route(name, pattern, each.callback, parameters)


def _any(converter: Any) -> object:  # noqa: ANN401 - whatever Django calls one
    """Return a value that the address takes and that leads to nothing of ours."""
    fitting = (value for value in (1, UUID(int=0), "none", "A" * 26) if _fits(converter, value))
    return next(fitting, "1")


def _fits(converter: Any, value: object) -> bool:  # noqa: ANN401 - whatever Django calls one
    try:
        text = str(converter.to_url(value))
        converter.to_python(text)
    except (ValueError, TypeError, AttributeError):
        return False
    return re.fullmatch(converter.regex, text) is not None
