"""The offline bundle: zip, EPUB and PDF files of a built site, and their verification; does not know Sphinx."""
