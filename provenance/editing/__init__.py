"""What people decide about a claim file, as edits of it: functions from data to changes, and the saving of them."""
