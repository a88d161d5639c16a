from .transport import HttpAgency


class PublicSecurity(HttpAgency):
    """公安机关: residence, permits, conduct and place of registration."""

    slug = "public_security"
