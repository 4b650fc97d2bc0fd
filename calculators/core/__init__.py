"""What every calculator stands on: declarations, rule editions, the calendar, answers as text."""
