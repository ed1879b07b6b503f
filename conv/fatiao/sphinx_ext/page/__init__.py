"""Parts of a page around its body: citation box, head, status, cards, guides, drawings; not its text."""
