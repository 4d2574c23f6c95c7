"""Where what was said and done is kept: `tables`, `store`, `engine`."""
