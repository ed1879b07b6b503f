"""Ledger of published addresses, with redirects of those that moved and tombstones of those that are gone."""
