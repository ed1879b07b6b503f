"""Hold facts of the language of statutes; know no law in particular."""
