"""Formats by language; Vietnamese dates are day/month/year (NĐ 30/2020)."""
