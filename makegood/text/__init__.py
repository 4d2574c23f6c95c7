"""Words to evidence: masked, split into statements, each with its themes and its tone.

Members, in the order in which a text passes through them:

- `private`: personal data out of it, before anything is stored
- `language`, `split`: which language; its statements
- `embed`, `quick`, `deep`: a text as a point, by a table or by a network
- `theme`, `tone`: what a statement is about, and how it is said
- `understand`: all of it, in one call
"""
