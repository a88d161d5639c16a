"""HTTP plumbing of the API: problems, sign-in, idempotency, pages, description. Knows no table."""
