"""What the pages share: state, guard, charts, components, the live nudge."""
