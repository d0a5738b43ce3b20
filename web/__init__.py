"""What every HTTP route shares: who is asking, what may be answered, live streams, link exchange."""
