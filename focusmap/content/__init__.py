"""Content that is data: the steps and their questions and notes, one folder per language."""
