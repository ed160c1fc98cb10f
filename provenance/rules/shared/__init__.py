"""What several rules look at alike."""
