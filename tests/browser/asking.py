"""What a page asks of the server beside files of its own."""

from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page, Request


def follow(page: Page) -> list[str]:
    """Return a list that collects what the page requests from the server, except static files."""
    asked: list[str] = []

    def note(request: Request) -> None:
        path = urlsplit(request.url).path
        if request.method != "GET" or path.startswith("/api/"):
            asked.append(f"{request.method} {unquote(path)}")

    page.on("request", note)
    return asked
