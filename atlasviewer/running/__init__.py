"""A running server: gunicorn, its worker, health, heavy work, metrics, starting."""
