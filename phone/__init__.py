"""What participants see: light pages rendered on the server, a little script, live events."""
