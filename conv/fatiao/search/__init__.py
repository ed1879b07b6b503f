"""Build the search index; this package must not know Sphinx or the file system.

Usage::

    index = build_index(documents, laws, terms)      # fatiao.search.index: plain frozen values in, text out
    for name, text in index.files.items():           # write below <out>/search/, as UTF-8, and remove other files there
        ...

The HTML (without inline scripts or styles) has:

- on every page ``fatiao.js``, ``fatiao-search/search.js`` and ``fatiao-search.css``.  The search box and the search
  page each have a script in the same folder, loaded on first use (``fatiao.sphinx_ext.output.scripts``).  The site's
  root is taken from ``<html data-content_root>``, which Sphinx sets.
- any number of search boxes: ``<form class="fatiao-search" role="search" action="…/search.html" method="get">`` with an
  ``<input name="q">``; without JavaScript they open the search page.
- on ``search.html``, in ``<main>``: such a form, then ``<div id="fatiao-results"></div>``.

A hit opens ``…/art-15.html?q=定密#para-1-item-2``, where ``search.js`` highlights the words in ``<main>``.
"""
