"""Words of a pack (条文解释), which exist in Chinese only."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from hukou.web import fact_words

register = template.Library()


@register.filter
def quoted(words: str) -> str | SafeString:
    """Return a pack's own words; on an English page, marked as quoted in Chinese."""
    if not words or not fact_words.english():
        return words
    told = gettext("（引用中文原文）")
    return format_html('<q lang="zh-Hans">{}</q> <span class="soft">{}</span>', words, told)
