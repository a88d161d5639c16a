"""Reading a regulation's text in (读入原文), and answering its doubts one by one (存疑答复)."""

from typing import Final

from django.db import IntegrityError, transaction

from applications.actions.source_texts import kept
from applications.errors import DoubtUnanswered, TextAnsweredMeanwhile, TextRefused
from applications.models import AnswerKind, DoubtAnswer, TextDoubt, TextReading
from applications.queries.law_desk import place_of_text, require_law_desk
from applications.queries.texts import lines_of
from hukou.kernel import clock
from hukou.law import load_law
from hukou.law.texts import NotAText, Reading, read_text
from registry.models import Account

MOST_READ: Final = 1024 * 1024
"""Bytes of a text that is read in: the longest regulations have a tenth of it."""
MOST_DOUBTS: Final = 3000
"""More doubts nobody answers: such a file is no regulation."""
LONGEST_WORDS: Final = 300


@transaction.atomic(durable=True)
def import_text(
    content: bytes, *, name: str, media_type: str, regulation: str, by: Account | None
) -> TextReading:
    """Keep a text and tell its doubts, for a person to answer; nothing of it is changed.

    The same text for the same regulation again is the reading there is. `by` is nobody at the
    command line only.

    Raises:
        MayNotHandleLaw: neither an administrator nor an approver of the place it holds in.
        TextRefused: no text, empty, over 1 MB, without a name, or of a regulation nobody knows.
    """
    if by is not None:
        require_law_desk(by, on=clock.today(), place=place_of_text(regulation))
    read = _read(content, regulation)
    text = kept(content, name=name, media_type=media_type, by=by, regulation=regulation)
    reading, is_new = TextReading.objects.get_or_create(
        text=text,
        regulation=regulation,
        defaults={"encoding": read.encoding, "changes": len(read.changed), "read_by": by},
    )
    if is_new:
        TextDoubt.objects.bulk_create(_doubts(reading, read), ignore_conflicts=True)
    return reading


def _read(content: bytes, regulation: str) -> Reading:
    if len(content) > MOST_READ:
        raise TextRefused("原文超过 1 MB，请只上传规定正文的文本", field="file", size=len(content))
    known = load_law().regulations.get(regulation)
    try:
        read = read_text(content, lines=lines_of(known) if known else None)
    except NotAText as problem:
        raise TextRefused(
            "文件不是文本（或编码无法识别），请先转成 UTF-8 或 GB18030 的纯文本", field="file"
        ) from problem
    if len(read.flags) > MOST_DOUBTS:
        raise TextRefused(
            f"原文有 {len(read.flags)} 处存疑，无法逐处核对，请确认是规定正文", field="file"
        )
    return read


def _doubts(reading: TextReading, read: Reading) -> list[TextDoubt]:
    return [
        TextDoubt(
            reading=reading,
            kind=flag.kind.value,
            start=flag.start,
            end=flag.end,
            line=flag.first_line,
            excerpt=flag.excerpt[:100],
            reason=flag.reason[:200],
            proposal=flag.proposal[:100],
        )
        for flag in read.flags
    ]


@transaction.atomic(durable=True)
def answer_doubt(
    doubt: TextDoubt, *, answer: str, words: str, after: int, by: Account
) -> DoubtAnswer:
    """Say what a doubtful place is taken to say, or leave it open; `after` so many answers seen.

    Raises:
        MayNotHandleLaw: neither an administrator nor an approver of the place it holds in.
        DoubtUnanswered: no such answer, or a reading without words.
        TextAnsweredMeanwhile: somebody else answered since.
    """
    require_law_desk(by, on=clock.today(), place=place_of_text(doubt.reading.regulation))
    said = words.strip()
    if answer not in AnswerKind.values:
        raise DoubtUnanswered(field="answer")
    if answer == AnswerKind.READING and not said:
        raise DoubtUnanswered("请写明采用的读法", field="words")
    if len(said) > LONGEST_WORDS:
        raise DoubtUnanswered("请写在 300 字以内", field="words")
    try:
        with transaction.atomic():
            return DoubtAnswer.objects.create(
                doubt=doubt, number=after + 1, answer=answer, words=said, answered_by=by
            )
    except IntegrityError as problem:
        raise TextAnsweredMeanwhile from problem
