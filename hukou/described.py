"""What the description of the API says of itself, and how it is served (OpenAPI)."""

from typing import Any, Final

SETTINGS: Final[dict[str, Any]] = {
    "TITLE": "Hukou",
    "DESCRIPTION": "Household registration (户籍) transactions of five jurisdictions.\n\n"
    "Agencies fetch a token at `POST /oauth/token` (client credentials, 10 minutes); officers use "
    "their session and the CSRF token. Every refusal is a problem (RFC 9457). Lists come in "
    "pages: send `next` back as `cursor`. Identity numbers travel in bodies, never in addresses.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_PUBLIC": True,
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "POSTPROCESSING_HOOKS": [],  # choices stay where they are used
}
