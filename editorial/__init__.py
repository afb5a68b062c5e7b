"""Approval chain; later: delegation, deadlines, assignments, contributions, royalties, reports, Word intake."""
