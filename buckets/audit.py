"""A log line for each write: who, what, where, from which client; never a secret."""

import logging
from functools import partial
from typing import Any

import orjson
from django.db import transaction

from buckets.access.permissions import Caller
from buckets.models import Bucket

log = logging.getLogger("atlasviewer.audit")


def audit(caller: Caller, action: str, bucket: Bucket, **what: Any) -> None:
    """Log a write, as one JSON object, once its transaction is committed.

    ``who`` is ``staff`` or the fingerprint of the bucket's token (see `Caller.signature`).
    """
    event = {
        "event": action,
        "bucket": bucket.name,
        **what,
        "who": caller.signature(bucket),
        "client": caller.client,
    }
    transaction.on_commit(partial(log.info, "%s", orjson.dumps(event).decode()))
