"""What every answer shares: errors as one family, limits, negotiation, the OpenAPI schema."""
