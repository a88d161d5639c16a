"""The main job as a smoke test: one settlement over HTTP, from submission to the register.

The example family of five leaves 开化县 and settles in 柯城区; real workers ask the agencies.
"""

import time
import uuid
from collections.abc import Callable
from typing import Any, Final

import httpx2

from hukou import env
from hukou.kernel import clock
from hukou.kernel.kinship import HEAD, relation_kind

FAMILY: Final = "周明远"
"""Head of the demonstration county's family of five."""
ORIGIN: Final = "huabu"  # officer where the family is registered
COUNTER: Final = "wangfang"  # officer where it wants to settle
CHIEF: Final = "lichief"  # decides there
PURPOSE: Final = "办理落户"
STREET: Final = "荷花路"
VERIFIED_WITHIN: Final = 90.0  # seconds

Shown = dict[str, Any]


class Failed(Exception):
    """A step of the settlement did not answer as it should."""


class Desk:
    """An officer's session: cookies, CSRF token, and the JSON of every answer."""

    def __init__(self, address: str, username: str) -> None:
        headers = {"Purpose": httpx2.URL(f"/{PURPOSE}").raw_path.decode()[1:]}
        self.client = httpx2.Client(base_url=address, headers=headers, timeout=30)
        self.client.get("/sign-in")
        fields = {
            "username": username,
            "password": env.text("DEMO_PASSWORD"),
            "csrfmiddlewaretoken": self.client.cookies["csrftoken"],
        }
        answer = self.client.post("/sign-in", data=fields)
        if "sessionid" not in self.client.cookies:
            raise Failed(f"{username} could not sign in: {answer.status_code}")

    def get(self, path: str) -> Shown:
        return self._read(self.client.get(f"/api/v1/{path}"))

    def post(self, path: str, **body: object) -> Shown:
        headers = {
            "X-CSRFToken": self.client.cookies["csrftoken"],
            "Idempotency-Key": str(uuid.uuid4()),
        }
        return self._read(self.client.post(f"/api/v1/{path}", json=body, headers=headers))

    def _read(self, answer: httpx2.Response) -> Shown:
        if answer.is_error:
            asked = f"{answer.request.method} {answer.request.url.path}"
            raise Failed(f"{asked} answered {answer.status_code}: {answer.text}")
        shown: Shown = answer.json()
        return shown


def settle(address: str, *, say: Callable[[str], None]) -> None:
    """Carry the family through; say each step with the seconds it took.

    Raises:
        Failed: a step answered with a problem, or the register does not show the family.
    """
    steps = Steps(say)
    origin, counter, chief = (Desk(address, name) for name in (ORIGIN, COUNTER, CHIEF))
    steps.done("three officers signed in")
    family = find_family(origin)
    steps.done(f"found a family of {len(family)}")
    filed = counter.post("applications", **request(family, where=destination(counter)))
    path = f"applications/{filed['id']}"
    steps.done(f"application {filed['number']} submitted")
    counter.post(f"{path}/accept")
    steps.done("accepted")
    case = wait_for(counter, path, "assessed")
    asked = sum(len(party["verifications"]) for party in case["parties"])
    steps.done(f"agencies answered {asked} questions; assessed")
    chief.post(f"{path}/approve", grounds="符合合法稳定住所落户条件")
    steps.done("approved")
    counter.post(f"{path}/carry_out")
    steps.done("carried out")
    household = settled(counter, family)
    steps.done(f"household {household['number']} has {len(household['members'])} members")


class Steps:
    """Says what was done and how long it took."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self.since = time.monotonic()

    def done(self, what: str) -> None:
        now = time.monotonic()
        self.say(f"  {now - self.since:5.1f} s  {what}")
        self.since = now


def find_family(desk: Desk) -> list[Shown]:
    """Return the members with their whole numbers, the head first."""
    hit = desk.post("residents/search", name=FAMILY, purpose=PURPOSE)["results"][0]
    members = desk.get(f"households/{hit['household_id']}")["members"]
    for member in members:
        person = desk.get(f"residents/{member['person_id']}?reveal=number")
        member["identity_number"] = person["identity_number"]
    return sorted(members, key=lambda member: member["relation"] != HEAD)


def destination(desk: Desk) -> Shown:
    """Return a new door in a neighbourhood that this desk serves."""
    neighbour = desk.post("residents/search", address=STREET, purpose=PURPOSE)["results"][0]
    division = desk.get(f"households/{neighbour['household_id']}")["division_code"]
    return {"address": {"division": division, "street": STREET, "plate": "9999号", "room": "101"}}


def request(family: list[Shown], *, where: Shown) -> Shown:
    head, *companions = family
    return {
        "kind": "settlement",
        "regulation": "qz-final-2017",
        "channel": "QZF-1",
        "destination": where,
        "parties": [
            {"role": "applicant", "newcomer": named(head)},
            *(
                {
                    "role": "companion",
                    "newcomer": named(member),
                    "relation": relation_kind(member["relation"]),
                    "consented_on": clock.today().isoformat(),
                }
                for member in companions
            ),
        ],
        "submit": True,
    }


def named(member: Shown) -> Shown:
    return {name: member[name] for name in ("name", "identity_number")}


def wait_for(desk: Desk, path: str, status: str) -> Shown:
    deadline = time.monotonic() + VERIFIED_WITHIN
    while (case := desk.get(path))["status"] != status:
        if time.monotonic() > deadline:
            raise Failed(f"still {case['status']} after {VERIFIED_WITHIN:.0f} s: {case}")
        time.sleep(0.5)
    return case


def settled(desk: Desk, family: list[Shown]) -> Shown:
    """Return the household at the counter's office that the family now is."""
    number = family[0]["identity_number"]
    hit = desk.post("residents/search", number=number, purpose=PURPOSE)["results"][0]
    household = desk.get(f"households/{hit['household_id']}")
    there = {member["person_id"] for member in household["members"]}
    missing = {member["person_id"] for member in family} - there
    if missing:
        raise Failed(f"not in household {household['number']}: {sorted(missing)}")
    return household
