"""Both kinds of payload stores: files, and an S3 server on this machine."""

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import pytest

from atlasviewer.environment import Environment
from features.data.payloads import payload_storage
from features.data.storage import PayloadStorage

REGION = "us-east-1"
START_SECONDS = 180
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_EC2_METADATA_DISABLED": "true",
}


UseObjects = Callable[..., "ObjectStore"]


@dataclass
class ObjectStore:
    """A server that speaks S3, with a bucket."""

    endpoint: str
    client: Any
    process: "subprocess.Popen[bytes]"
    bucket: str = "payloads"

    def url(self, prefix: str) -> str:
        """Return the setting that keeps payloads under a prefix of this store."""
        options = f"endpoint_url={self.endpoint}&region_name={REGION}"
        return f"s3://{self.bucket}/{prefix}?{options}"


@pytest.fixture(scope="session")
def object_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectStore]:
    log = tmp_path_factory.mktemp("objects") / "log"
    command = [sys.executable, "-m", "moto.server", "--host=127.0.0.1", "--port=0"]
    with log.open("wb") as output:
        server = subprocess.Popen(command, stdout=output, stderr=output)
    try:
        endpoint = wait_for_address(log, server)
        with pytest.MonkeyPatch.context() as environment:
            for name, value in CREDENTIALS.items():
                environment.setenv(name, value)
            client = boto3.client("s3", endpoint_url=endpoint, region_name=REGION)
            client.create_bucket(Bucket=ObjectStore.bucket)
            yield ObjectStore(endpoint, client, server)
    finally:
        server.terminate()
        server.wait()


def wait_for_address(log: Path, server: subprocess.Popen[bytes]) -> str:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        if found := re.search(r"Running on (http://127\.0\.0\.1:\d+)", log.read_text()):
            return found.group(1)
        time.sleep(0.1)
    raise RuntimeError(f"The object store did not start:\n{log.read_text()}")


@pytest.fixture
def use_objects(object_store: ObjectStore, settings: Any, tmp_path: Path) -> UseObjects:
    """A function that switches the payload store to a prefix of the object store."""

    def use(prefix: str, cache_mb: int = 1) -> ObjectStore:
        environment = Environment(
            var_dir=tmp_path, payload_url=object_store.url(prefix), payload_cache_mb=cache_mb
        )
        settings.STORAGES = {**settings.STORAGES, "payloads": environment.payload_storage()}
        return object_store

    return use


@pytest.fixture(params=["files", "objects"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> PayloadStorage:
    """An empty payload storage of each kind."""
    if request.param == "objects":
        request.getfixturevalue("use_objects")(f"sites/{tmp_path.name}", cache_mb=0)
    return payload_storage()
