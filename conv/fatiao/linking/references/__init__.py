"""Finding references between provisions in the words of one law; knows which titles exist, not other texts."""
