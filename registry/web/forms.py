"""What officers type on the register's pages."""

from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from hukou.kernel import clock
from hukou.web.forms import CounterForm, DayField

FIRST_DAY: Final = date(1900, 1, 1)


class SignInForm(CounterForm):
    """User name and password; who they belong to is asked of the backends by the view."""

    username = forms.CharField(
        label=_("用户名"), max_length=50, widget=forms.TextInput(attrs={"autofocus": True})
    )
    password = forms.CharField(
        label=_("密码"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def again(self) -> None:
        """Lead to the password, which is what is most often wrong."""
        del self.fields["username"].widget.attrs["autofocus"]
        self.fields["password"].widget.attrs["autofocus"] = True


class SearchForm(CounterForm):
    """One box for everything, or one field each."""

    free = forms.CharField(
        label=_("身份号码、姓名、拼音首字母、户号或地址"), required=False, max_length=100
    )
    name = forms.CharField(label=_("姓名"), required=False, max_length=100)
    pinyin = forms.CharField(label=_("姓名拼音或首字母"), required=False, max_length=100)
    household_number = forms.CharField(label=_("户号"), required=False, max_length=20)
    address = forms.CharField(label=_("住址"), required=False, max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.fields["free"].widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.values()):
            raise forms.ValidationError(_("请至少填写一项查询条件"))
        return cleaned


class AsOfForm(CounterForm):
    """Which day's register to show, and as it was known on which day."""

    on = DayField(label=_("截至日期"), required=False)
    known_on = DayField(label=_("当时所知"), required=False)

    def clean_on(self) -> date | None:
        on: date | None = self.cleaned_data["on"]
        if on is not None and on > clock.today():
            raise forms.ValidationError(_("截至日期不能晚于今天：登记簿只记已发生的事"))
        if on is not None and on < FIRST_DAY:
            raise forms.ValidationError(_("只能查看 1900 年以后的日期"))
        return on

    def clean_known_on(self) -> date | None:
        known_on: date | None = self.cleaned_data["known_on"]
        if known_on is not None and not FIRST_DAY <= known_on <= clock.today():
            raise forms.ValidationError(_("当时所知的日期不能晚于今天"))
        return known_on

    @property
    def asked(self) -> dict[str, Any]:
        """The days that were typed; none while one of them cannot be read."""
        return self.cleaned_data if self.is_valid() else {}

    @property
    def is_now(self) -> bool:
        """Whether the page shows the register of today."""
        days = self.asked
        return days.get("on") in (None, clock.today()) and days.get("known_on") is None


class RevealForm(CounterForm):
    """Why a full identity number is needed; goes into the log of readings."""

    purpose = forms.CharField(
        label=_("查看用途"),
        max_length=200,
        min_length=2,
        widget=forms.TextInput(attrs={"placeholder": _("用途，如：核对身份证")}),
        error_messages={"required": _("请填写查看完整号码的用途，将记入查询日志")},
    )
