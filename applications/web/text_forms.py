"""Forms for the texts of regulations: taking one in, and answering a doubt."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.models import AnswerKind
from hukou.law import load_law
from hukou.web.forms import CounterForm, choose


class TextForm(CounterForm):
    """A text to take in, and whose it is."""

    file = forms.FileField(
        label=_("原文文件"),
        max_length=200,
        allow_empty_file=True,
        help_text=_("纯文本（UTF-8、GB18030），不超过 1 MB；原样保存，不作任何改动。"),
        error_messages={"required": _("请选择要读入的文件")},
        widget=forms.FileInput(attrs={"accept": ".txt,text/plain", "class": "form-control"}),
    )
    regulation = forms.ChoiceField(
        label=_("属于哪个规定"),
        choices=[],
        required=False,
        help_text=_("选定后只核对规则包所引的行，并对照各条款。"),
    )
    name = forms.CharField(
        label=_("名称"),
        max_length=200,
        required=False,
        help_text=_("不填则用文件名。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = sorted(load_law().regulations.values(), key=lambda each: each.id)
        choose(
            self.fields["regulation"],
            [("", "—"), *((each.id, f"{each.id} {each.short_title}") for each in known)],
        )


class AnswerForm(CounterForm):
    """What a doubtful place is taken to say."""

    answer = forms.ChoiceField(label=_("答复"), choices=AnswerKind.choices)
    words = forms.CharField(label=_("读法或说明"), max_length=300, required=False)
    after = forms.IntegerField(min_value=0, max_value=30_000, widget=forms.HiddenInput)
