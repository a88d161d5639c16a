"""What is typed on the way in, and about one's own ways of signing in."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hukou.kernel.errors import InvalidInput
from hukou.web.forms import CounterForm

LONGEST_ANSWER = 20_000
CODE = {"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}


class CodeForm(CounterForm):
    """Six digits of an authenticator, or a recovery code."""

    code = forms.CharField(
        label=_("动态口令或恢复码"), max_length=20, widget=forms.TextInput(attrs=CODE)
    )


class EnrolmentCodeForm(CounterForm):
    """The code that the security administrator handed over."""

    enrolment_code = forms.CharField(
        label=_("登记码"),
        max_length=20,
        widget=forms.TextInput(attrs={**CODE, "autocomplete": "off"}),
        help_text=_("由安全管理员当面交给您，三天内有效，只能用一次。"),
    )


class AuthenticatorForm(CounterForm):
    """The code an authenticator shows after it has read the QR code."""

    label = forms.CharField(label=_("名称"), max_length=50, initial=_("手机动态口令"))
    code = forms.CharField(
        label=_("手机上显示的 6 位数字"),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class KeyAnswerForm(CounterForm):
    """What a security key answered, as the browser wrote it down."""

    answer = forms.CharField(max_length=LONGEST_ANSWER, widget=forms.HiddenInput)

    def clean_answer(self) -> dict[str, Any]:
        try:
            told = json.loads(self.cleaned_data["answer"])
        except ValueError as wrong:
            raise forms.ValidationError(_("安全密钥没有回应，请重试。")) from wrong
        if not isinstance(told, dict):
            raise forms.ValidationError(_("安全密钥没有回应，请重试。"))
        return told


class KeyForm(KeyAnswerForm):
    """A new security key, with a name to know it by."""

    label = forms.CharField(label=_("名称"), max_length=50, initial=_("安全密钥"))


class PasswordForm(CounterForm):
    """A new password, by whoever knows the present one."""

    present = forms.CharField(
        label=_("现在的密码"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password = forms.CharField(
        label=_("新密码"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("再输一次新密码"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("password") != told.get("again"):
            self.add_error("again", _("两次输入的新密码不一样"))
        return told


def wrong() -> InvalidInput:
    """Return the complaint about a second step that proved nothing; it says no more than that."""
    return InvalidInput("验证没有通过。连续五次没有通过的，将暂停 15 分钟。", field="code")
