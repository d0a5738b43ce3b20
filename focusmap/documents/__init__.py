"""What an organization writes about itself: a file or pasted text in, its sentences out.

The file itself is never kept. Nothing in here knows a workshop, a store or a screen. The libraries
that open files are loaded by `intake` alone, when the first document comes.
"""
