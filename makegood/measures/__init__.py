"""Evidence to numbers, one question a file."""
