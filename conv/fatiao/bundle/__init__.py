"""The offline bundle: one folder of files that hold the whole site, and the check that nothing in them was changed."""
