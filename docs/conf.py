"""The documentation site: everything that is ours comes from ``fatiao.sphinx_ext``."""

project = "Fatiao 法条"
html_title = "法条 Fatiao"
author = "The Fatiao developers"
language = "zh_CN"

extensions = ["myst_parser", "sphinx_design", "fatiao.sphinx_ext"]
fatiao_corpus = "../corpus"
fatiao_bundle = "../dist"  # its files are offered for download, if fatiao bundle made any

exclude_patterns = ["dev"]
myst_heading_anchors = 3
smartquotes = False

html_theme = "furo"
html_copy_source = False
html_show_sourcelink = False
html_use_index = False
html_domain_indices = False
html_permalinks = False
