"""What was promised: `load` reads the files, `rules` says how a promise could be better."""
