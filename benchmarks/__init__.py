"""What is measured, runnable by anyone: `python -m benchmarks.room` and its neighbours."""
