"""Read received files of many formats as lines of text.

One module per format turns bytes into an ``Extract`` and knows nothing of statutes beyond the form of a label;
``detect`` identifies the format, ``read`` is the entry point.  Every input is untrusted: sizes and depths are bounded,
nothing is unpacked onto the disk, and a broken file raises ``FormatError``.
"""
