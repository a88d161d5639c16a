"""What the page of a regulation is drawn of (规定页面): panels, each by one line of `PANELS`.

To put a panel there: write a template that draws the inside of a `<section class="panel">` (as
`components/law_clauses.html` does), a function that takes an `Asked` and returns what the template
needs, or None where there is nothing to show, and a line in `regulation_panels.py` beside this.
The template also finds `regulation`, `on` and `desk`. A panel is linked to as `#panel-<id>`, a
clause as `#<clause>`; `{% load law %}{{ cite|clause_address }}` gives the address of a citation.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from applications.models import Activation
from hukou.law import Regulation
from registry.web import DeskRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which regulation a page shows, on which day, and to whom."""

    request: DeskRequest
    regulation: Regulation
    on: date
    activation: Activation | None


Draws: TypeAlias = Callable[[Asked], Mapping[str, object] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One part of the page: `context` says what its template needs, or None to leave it out."""

    id: str
    title: Promise
    template: str
    context: Draws


@dataclass(frozen=True, slots=True)
class Drawn:
    """A panel as it stands on the page."""

    id: str
    title: Promise
    html: SafeString


def drawn(panels: Iterable[Panel], asked: Asked) -> Iterator[Drawn]:
    """Draw the panels that have something to show, in their order."""
    for panel in panels:
        told = panel.context(asked)
        if told is not None:
            context = {"regulation": asked.regulation, "on": asked.on, **told}
            html = render_to_string(panel.template, context, asked.request)
            yield Drawn(panel.id, panel.title, html)
