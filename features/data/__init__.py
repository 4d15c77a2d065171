"""Features as bytes: checks, payloads, where they are stored, sweeping."""
