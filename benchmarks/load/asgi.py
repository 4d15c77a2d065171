"""The site for an ASGI server; only the comparison of servers uses it."""

from django.core.asgi import get_asgi_application

application = get_asgi_application()
