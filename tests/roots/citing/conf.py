"""A project without a corpus that cites the site by intersphinx."""

import os

project = "A course"
extensions = ["fatiao.sphinx_ext", "sphinx.ext.intersphinx"]
intersphinx_mapping = {"fatiao": (os.environ["FATIAO_SITE"], None)}
html_theme = "alabaster"
