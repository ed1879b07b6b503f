"""Files written beside the pages: data, search index, scripts, manifest, downloads."""
