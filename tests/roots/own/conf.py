"""A project of its own: a corpus of one law, a theme that is not furo."""

project = "A book with a law"
extensions = ["fatiao.sphinx_ext"]
fatiao_corpus = "corpus"
language = "zh_CN"
html_theme = "alabaster"
