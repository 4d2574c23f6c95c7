"""Numbers and verdicts to sentences, in Danish and English, for every end."""
