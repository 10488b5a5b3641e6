"""What a person is told about their own data."""
