"""What was promised: `load` reads the files, `rules` says how a promise could be better.

Members: `document` (one YAML file with the place of every key), `wording` (what a wrong setting is called),
`consistency` (what one key cannot know by itself), `load`, `schema` (JSON schemas for editors), `explain`, `rules`.
"""
