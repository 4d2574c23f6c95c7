"""Numbers and verdicts to sentences, in Danish and English, for every end.

language   which language to speak
phrases    a phrase in every language, its plural, and whole numbers
numbers    shares and what they may lie between
dates      days, weeks, periods and durations
promise    all that is said about one promise; read this first
counts     so many of so many, and what did not count
verdicts   the verdict on a closed period, and now
units      units unlike the others
reasons    why it cannot be told, and what it would take
unknowns   what the figures do not say, and what would tell
method     how the number was made: the only place that explains the method
overview   all promises in one line
proposal   what some files are, and why a column is taken for what it is
questions  what only a person can know
first_files  the words of the first makegood.yaml and the first promises
loads      what one read of one source did
labels     headings and words for tables
board      what is said to a board once a quarter
"""
