"""People of the office: accounts, roles, passwords and second factors."""
