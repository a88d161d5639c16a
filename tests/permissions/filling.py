"""Filling in a page's own form (表单), as a browser would send it, with one value exchanged."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from hukou.kernel import clock

TOKEN: Final = "csrfmiddlewaretoken"
WRITTEN: Final = "说明"
"""What is typed where a form leaves a text empty."""


@dataclass
class Form:
    """One form of a page: where it is sent, and what stands in it."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    chosen: set[str] = field(default_factory=set)
    """The names of what is not typed: choices, boxes, hidden keys."""

    def exchanged(self, keys: tuple[str, ...], texts: tuple[str, ...]) -> Iterator[dict[str, str]]:
        """Yield the form with one of its values exchanged: what is chosen for a key, or a text."""
        yield dict(self.values)
        for name in self.values:
            for value in keys if name in self.chosen else texts:
                yield {**self.values, name: value}


class Page(HTMLParser):
    """The forms of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._select = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(told.get("action", "")))
        elif self.forms and tag in ("input", "textarea", "select", "button"):
            self._fill(tag, told)
        elif self.forms and tag == "option" and self._select and told.get("value"):
            self._choose(told)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""

    def _fill(self, tag: str, told: Mapping[str, str]) -> None:
        form, name, kind = self.forms[-1], told.get("name", ""), told.get("type", "text")
        if not name or name == TOKEN or kind == "file":
            return
        self._select = name if tag == "select" else ""
        is_day = "data-day" in told or kind == "date"
        typed = tag == "textarea" or (tag == "input" and kind in ("text", "search"))
        value = told.get("value", "") or (clock.today().isoformat() if is_day else WRITTEN)
        if tag == "select" or not typed:
            form.chosen.add(name)
            value = told.get("value", "")
        form.values.setdefault(name, value)

    def _choose(self, told: Mapping[str, str]) -> None:
        values = self.forms[-1].values
        if "selected" in told or not values.get(self._select):
            values[self._select] = told["value"]
