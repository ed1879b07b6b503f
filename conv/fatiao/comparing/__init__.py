"""Two texts of a law, or of two laws: which article became which, and what changed in it.

A stage like the others: values in, values out.  It knows nothing of files, of Sphinx, or of how a page looks.
"""
