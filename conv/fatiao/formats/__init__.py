"""Converting received files of every format to lines of text; knows nothing of statutes beyond the form of a label.

One module per format turns bytes into an ``Extract``; ``detect`` identifies the format, ``read`` is the entry point.
Every input is untrusted: sizes and depths are bounded, nothing is unpacked to disk, and a broken file raises
``FormatError``.
"""
