"""What is said against a claim, and what was taken back."""
