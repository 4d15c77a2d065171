"""Shared by all responses: one family of errors, limits, negotiation, the OpenAPI schema."""
