"""Will hold drafts for comment, feedback items, opinions between agencies, citizens' questions (R11-R13, R16)."""
