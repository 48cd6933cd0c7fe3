"""Who may use a shared server: users with a role, their sessions, what slows down whoever guesses, and a record of all that.

roles · passwords → user_file (`LEDGER.users`) → user_rows, session_rows, attempts, record → managing (`sayso user …`)
"""
