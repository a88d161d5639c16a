import json
import logging

import pytest
import structlog

from hukou.logs import configuration, mask

NUMBER = "440199198503080336"
MASKED = "440199********0336"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NUMBER, MASKED),
        ("44019919850308033X", "440199********033X"),
        ("44019919850308033x", "440199********033x"),
        (f"({NUMBER},{NUMBER})", f"({MASKED},{MASKED})"),
        ("440199850308033", "440199*****8033"),
        ("1234567890123456789", "1234567890123456789"),
        ("12345678901234", "12345678901234"),
        ("took 0.440199198503080336 s", "took 0.440199198503080336 s"),
        (f"No.{NUMBER}", f"No.{MASKED}"),
    ],
)
def test_identity_numbers_are_masked_and_nothing_else(text: str, expected: str) -> None:
    assert mask(text) == expected


def formatted(record: logging.LogRecord) -> str:
    settings = configuration(level="INFO", form="json")["formatters"]["events"]
    line: str = settings.pop("()")(**settings).format(record)
    return line


def record(message: str, *arguments: object, **more: object) -> logging.LogRecord:
    made = logging.LogRecord("test", logging.INFO, __file__, 1, message, arguments, None)
    made.__dict__.update(more)
    return made


def test_a_number_in_an_argument_is_masked() -> None:
    assert MASKED in formatted(record("found %s", NUMBER))


def test_a_number_in_extra_facts_is_masked() -> None:
    assert MASKED in formatted(record("found", facts={"numbers": [NUMBER]}))


def test_a_number_written_as_an_integer_is_masked() -> None:
    assert NUMBER not in formatted(record("found", number=int(NUMBER)))


def test_a_number_in_a_traceback_is_masked() -> None:
    error = ValueError(NUMBER)
    told = (ValueError, error, None)
    line = formatted(logging.LogRecord("t", logging.ERROR, __file__, 1, "failed", (), told))
    assert NUMBER not in line
    assert MASKED in line


def test_an_event_is_one_json_object() -> None:
    assert json.loads(formatted(record("accepted", case=7)))["case"] == 7


def test_structlog_events_are_masked_too() -> None:
    configuration(level="INFO", form="json")
    processors = structlog.get_config()["processors"]
    event: object = {"event": "found", "number": NUMBER}
    for processor in processors[:-1]:
        event = processor(logging.getLogger("t"), "info", event)
    assert NUMBER not in str(event)
