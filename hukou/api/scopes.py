"""The OAuth scopes (授权范围) another agency's program can be granted, and what each lets it do."""

from typing import Final

SCOPES: Final = {
    "residents:read": "Read residents: name, sex, birth date, place of registration",
    "residents:number": "See identity numbers of residents",
    "residents:address": "See addresses of residents",
    "households:read": "Read households with their members",
    "applications:read": "Follow the applications this agency filed",
    "applications:write": "File applications",
    "verifications:answer": "Answer verifications later, by signed callback",
    "notices:write": "Tell of deaths, births, pupils and insured people, in lists",
}
