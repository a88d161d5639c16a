"""What is said of a text and its doubts (原文用语), in the language of the page."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DOUBTS: Final[Mapping[str, Promise]] = {
    "garbled": _("乱码"),
    "lost_operator": _("算式缺运算符"),
    "missing_year": _("日期缺年份"),
    "suspicious_date": _("日期可疑"),
    "masked": _("文字被遮盖"),
    "document_number": _("文号可疑"),
    "undefined_table": _("引用的表没有说明"),
    "unlisted_items": _("事项没有列出"),
    "outside_list": _("依赖文外名录"),
    "missing_annex": _("附件缺失"),
    "truncated": _("文本中断"),
    "heading_without_body": _("有标题无正文"),
    "encoded_block": _("夹有编码数据"),
    "page_numbers": _("页码混入正文"),
    "secondary": _("间接来源"),
    "several_texts": _("内有几份文本"),
    "draft": _("草案"),
    "undated": _("没有日期或文号"),
    "undefined_term": _("用语没有定义"),
    "opposed": _("与别处规定相反"),
    "personal_data": _("含个人信息"),
}
CHANGES: Final[Mapping[str, Promise]] = {
    "byte_order_mark": _("文件开头的编码标记"),
    "gloss": _("夹在正文里的拼音注音"),
    "page_number": _("混入正文的页码"),
    "chunk_number": _("转载网站切分正文的段号"),
    "mask": _("被遮盖的字，显示为缺字号"),
    "encoded_block": _("编码数据块，不是正文"),
    "placeholder": _("图片占位，不是正文"),
}
MATCHES: Final[Mapping[str, Promise]] = {
    "number": _("按序号"),
    "words": _("按标题文字"),
    "lines": _("只按行号"),
}
