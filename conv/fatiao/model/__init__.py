"""The data model as frozen classes: the law tree, the corpus, and the layers beside the tree; knows nothing else."""
