"""What the HTTP routes share: who is asking, live streams, the exchange of secret links."""
