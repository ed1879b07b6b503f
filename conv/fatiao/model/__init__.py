"""Hold the words of the project as frozen data: the law tree, the corpus, and the layers beside the tree."""
