"""Configure the site for developers: ``make docs``."""

project = "Fatiao for developers"
extensions = ["myst_parser"]
html_theme = "furo"
html_title = "Fatiao for developers"
language = "en"
myst_heading_anchors = 3
exclude_patterns = ["_build"]
# Pages link to files of the repository, which are no pages of this site.
suppress_warnings = ["myst.xref_missing"]
