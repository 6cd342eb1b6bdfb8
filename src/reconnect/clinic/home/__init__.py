"""What the person sees between contacts: the plan's own tools."""
