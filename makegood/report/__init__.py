"""What is sent to people: one file each."""
