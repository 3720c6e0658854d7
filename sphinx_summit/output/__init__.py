"""What one format needs beyond standard nodes."""
