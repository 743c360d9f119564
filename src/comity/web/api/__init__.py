"""The office for programs: the same people, the same policy, the same services, as JSON under /api/v1."""
