"""Build the search index; know nothing of Sphinx and of the file system.

What a caller does::

    index = build_index(documents, laws, terms)      # fatiao.search.index: plain frozen values in, text out
    for name, text in index.files.items():           # write below <out>/search/, as UTF-8, and remove other files there
        ...

and in HTML (nothing needs an inline script or style):

- on every page ``fatiao.js``, ``fatiao-search/search.js`` and ``fatiao-search.css``.  The box and the search page have
  a script each in the same folder, which comes on the first use (``fatiao.sphinx_ext.output.scripts``).  The site's
  root comes from ``<html data-content_root>``, as Sphinx sets it.
- any number of boxes: ``<form class="fatiao-search" role="search" action="…/search.html" method="get">`` with an
  ``<input name="q">``; without JavaScript they open the search page.
- on ``search.html``, in ``<main>``: such a form, then ``<div id="fatiao-results"></div>``.

A hit opens ``…/art-15.html?q=定密#para-1-item-2``; ``search.js`` marks the words there in ``<main>``.
"""
