"""Values and errors that every room shares. Pure Python: imports nothing of ours."""
