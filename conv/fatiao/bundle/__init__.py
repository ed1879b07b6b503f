"""Make and verify the offline bundle: files that hold the whole site, and the check that nothing in them changed."""
