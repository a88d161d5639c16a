"""What every step of the procedure has as a form (办理环节)."""

from abc import ABCMeta, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms.forms import DeclarativeFieldsMetaclass
from django.utils.functional import Promise
from django_stubs_ext import StrPromise

from applications.queries.case import CaseFile
from applications.queries.leaving import Leaving
from applications.workflow import Action
from hukou.web.forms import CounterForm
from registry.models import Account


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field with the phrases that can be put into it with one click."""

    bound: forms.BoundField
    phrases: tuple[Promise, ...] = ()


class ActFormType(DeclarativeFieldsMetaclass, ABCMeta):
    """Fields are declared, and a form without its action cannot be made."""


class ActForm(CounterForm, metaclass=ActFormType):
    """What a step needs to be told; `revision` is the state the officer saw."""

    action: ClassVar[Action]
    verb: ClassVar[Promise]
    tone: str = "btn-quiet"
    key: str = ""
    opens: ClassVar[bool] = True
    phrases: ClassVar[Mapping[str, tuple[Promise, ...]]] = {}

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, file: CaseFile, leaving: Leaving = (), **kwargs: Any) -> None:
        self.file, self.leaving = file, leaving
        kwargs.setdefault("prefix", None)
        super().__init__(*args, auto_id=f"id_{self.action}_%s", **kwargs)
        self.prepare()

    def prepare(self) -> None:
        """Fit the fields to this file."""

    @property
    def outcome(self) -> str:
        """What the assessment came to; empty before there is one."""
        return self.file.assessment.outcome if self.file.assessment else ""

    @abstractmethod
    def run(self, by: Account) -> object:
        """Call the action."""

    @property
    def how(self) -> dict[str, Any]:
        """What was typed, as the action's keywords."""
        return dict(self.cleaned_data)

    def place(self, name: str) -> str | None:
        return super().place(name) if name != "revision" else None

    def shown_fields(self) -> Iterator[ShownField]:
        for field in self.visible_fields():
            yield ShownField(field, self.phrases.get(field.name, ()))


def text(
    label: StrPromise, *, required: bool = True, rows: int = 2, longest: int = 500
) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
    )
