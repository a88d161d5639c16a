"""Papers as forms: handing one in, and putting one in an agency's place."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.models import Document
from applications.queries.case import CaseParty
from hukou.law import load_law
from hukou.web import fact_words
from hukou.web.forms import CounterForm, choose

ACCEPTED = ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"


def paper_choices(asked: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Return every kind of paper, by its label; those that are asked for come first."""
    kinds = dict.fromkeys([*asked, *load_law().vocabulary.documents])
    return [(slug, fact_words.paper(slug)) for slug in kinds]


class UploadForm(CounterForm):
    """A paper handed in; what it is, is seen from its content."""

    kind = forms.ChoiceField(label=_("材料种类"), choices=[])
    party = forms.TypedChoiceField(label=_("当事人"), coerce=int, empty_value=None, required=False)
    file = forms.FileField(
        label=_("文件"),
        max_length=200,
        allow_empty_file=True,
        error_messages={"required": _("请选择要上传的文件")},
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "class": "form-control"}),
    )

    def __init__(
        self, *args: Any, parties: Sequence[CaseParty], asked: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, auto_id="id_upload_%s", **kwargs)
        choose(self.fields["kind"], paper_choices(asked))
        choose(self.fields["party"], [("", "—"), *((each.id, each.name) for each in parties)])


class ReplaceForm(CounterForm):
    """Which paper shows the fact, what it shows, and why it stands in the agency's place."""

    document_id = forms.ChoiceField(label=_("材料"), choices=[], required=False)
    value = forms.CharField(label=_("材料所示内容"), max_length=100, required=False)
    reason = forms.CharField(
        label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, documents: Sequence[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        papers = [
            (str(each.pk), f"{fact_words.paper(each.kind)} {each.sha256[:8]}") for each in documents
        ]
        choose(self.fields["document_id"], papers)


class AnotherForm(CounterForm):
    """Which other keeper of the fact is asked as well."""

    agency = forms.ChoiceField(label=_("部门"), choices=[])

    def __init__(self, *args: Any, agencies: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_another_%s", **kwargs)
        self.agencies = agencies
        choose(self.fields["agency"], [(slug, fact_words.agency(slug)) for slug in agencies])
