"""The workshop itself: model, steps, reading, map, store and service; it knows no screen."""
