"""A browser profile that tests use in turn: emptied after each, its cache of files kept.

In a new profile every page fetches and unpacks the atlas and compiles its programs again.
"""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext

STORED = "file_systems,indexeddb,local_storage,service_workers,cache_storage,storage_buckets"
"""What a site can store, in the words of the DevTools protocol; the cache of files is not in it."""


class Profile:
    """One profile for a whole run."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self._keeper = context.new_page()
        self._devtools = context.new_cdp_session(self._keeper)

    def empty(self) -> None:
        """Close the pages, and remove what they stored and were permitted."""
        pages = [page for page in self.context.pages if page is not self._keeper]
        origins = {split.netloc: split.scheme for split in (urlsplit(page.url) for page in pages)}
        for page in pages:
            page.close()
        for host, scheme in origins.items():
            self._devtools.send(
                "Storage.clearDataForOrigin",
                {"origin": f"{scheme}://{host}", "storageTypes": STORED},
            )
        self.context.clear_cookies()
        self.context.clear_permissions()
