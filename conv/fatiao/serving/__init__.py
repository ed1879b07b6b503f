"""The local server for curators: builds after an edit, findings on the pages they concern; not how a build works."""
