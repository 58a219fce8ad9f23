"""Who may do what: roles, what each may do and where, whom they were granted to, and who is signed in."""
