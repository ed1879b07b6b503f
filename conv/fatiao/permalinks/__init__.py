"""The ledger of permalinks: what was published stays, or leads on, or says that it is gone."""
