"""Own what commands write into a corpus for its curator: proposals that say what they rest on, in files of text."""
