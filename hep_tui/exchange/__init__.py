"""What leaves the laptop and what comes in, from one registry of tables."""
