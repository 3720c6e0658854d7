"""Raw notes → MyST, with a record of what became of every character."""
