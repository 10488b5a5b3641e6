"""What a person may ask for about their own data: one file for each act of the GDPR."""
