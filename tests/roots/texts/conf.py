"""A project with a law of three texts, to look at the time line, the comparisons and 沿革: no law of any place."""

project = "A law in three texts"
extensions = ["fatiao.sphinx_ext"]
fatiao_corpus = "corpus"
language = "zh_CN"
html_theme = "furo"
exclude_patterns = ["corpus"]
