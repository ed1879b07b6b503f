"""The ledger of published addresses, redirects of moved ones and tombstones of deleted ones; does not know Sphinx."""
