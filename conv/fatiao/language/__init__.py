"""Facts of the language of statutes that belong to no single law."""
