"""Speed and accuracy against peers, in the same run: `python -m bench [NAME ...]`."""
