"""Will hold news, events, conferences, press releases, statements of leaders and staff research (R4-R7, R15)."""
