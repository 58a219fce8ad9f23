"""What people enter: decisions, evidence, incidents, exemptions, steps. It survives every import and every undo."""
