"""Logs: one JSON object per event, with every identity number masked on its way out."""

import re
from typing import Any, Final

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

# 18-character numbers, and the 15-digit ones that were issued until 1999.
IDENTITY_NUMBER: Final = re.compile(
    r"(?<!\d)(?<!\d\.)(\d{6})(?:\d{8}(?=\d{3}[\dXx](?!\d))|\d{5}(?=\d{4}(?!\d)))"
)


def mask(text: str) -> str:
    """Hide the birth date in every identity number: `440199********0336`."""
    return IDENTITY_NUMBER.sub(lambda found: found[1] + "*" * (len(found[0]) - 6), text)


def masked(value: object) -> object:
    """Mask strings wherever they are in `value`, and whatever would be written with a number."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {masked(key): masked(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [masked(entry) for entry in value]
    written = str(value)
    return value if mask(written) == written else mask(written)


def mask_identity_numbers(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    return {
        key: value if key.startswith("_") or key == "exc_info" else masked(value)
        for key, value in event.items()
    }


def _rendered_masked(_logger: WrappedLogger, _method: str, rendered: str) -> str:
    """Mask what the renderer added: tracebacks quote the values that failed."""
    return mask(rendered)


SHARED: Final[list[Processor]] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
    structlog.processors.UnicodeDecoder(),
    mask_identity_numbers,
]


def configuration(*, level: str, form: str) -> dict[str, Any]:
    """Build Django's LOGGING and point structlog at it; `form` is json or console."""
    renderer: Processor = (
        structlog.dev.ConsoleRenderer(colors=False)
        if form == "console"
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            *(step for step in SHARED if not isinstance(step, structlog.stdlib.ExtraAdder)),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "events": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    renderer,
                    _rendered_masked,
                ],
                "foreign_pre_chain": SHARED,
            },
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "events"}},
        "root": {"handlers": ["stderr"], "level": level},
        # The ready-made handlers would print unmasked lines beside ours.
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "httpx2": {"level": "WARNING"},  # every call to an agency is noted by its connector
            "celery.worker.strategy": {"level": "WARNING"},  # tasks are noted as they begin and end
        },
    }
