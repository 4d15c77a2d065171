"""A real nginx or Caddy with the configuration of `deploy/`, its names and ports replaced."""

import socket
import ssl
import subprocess
import time
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import urllib3

from tests.live import BASE_DIR
from tests.waiting import SECONDS

DEPLOY = BASE_DIR / "deploy"
HOST = "brain.example.org"
MAIN = """
user root;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/atlasviewer.conf;
}}
"""


class Proxy:
    """A running proxy: requests to ``https://brain.example.org`` go to it."""

    def __init__(self, port: int) -> None:
        self.port = port

    def call(
        self, method: str, path: str, headers: dict[str, str] | None = None, *, decode: bool = True
    ) -> urllib3.BaseHTTPResponse:
        """Send a request; the answer's ``data`` is its body, inflated unless told otherwise."""
        with (
            urllib3.HTTPSConnectionPool(
                "127.0.0.1",
                self.port,
                server_hostname=HOST,
                assert_hostname=False,
                cert_reqs="CERT_NONE",
                timeout=SECONDS,
            ) as pool,
            warnings.catch_warnings(),
        ):
            warnings.simplefilter("ignore")
            return pool.request(
                method, path, headers={"Host": HOST, **(headers or {})}, decode_content=decode
            )

    def connect(self) -> ssl.SSLSocket:
        """Return an open connection that has sent nothing."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=SECONDS)
        return context.wrap_socket(plain, server_hostname=HOST)


def free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def replace_all(text: str, changes: dict[str, str]) -> str:
    """Return a configuration with its placeholders replaced; each must occur in it."""
    for old, new in changes.items():
        assert old in text, f"the configuration no longer says {old}"
        text = text.replace(old, new)
    return text


def make_certificate(folder: Path) -> tuple[Path, Path]:
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", f"/CN={HOST}", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    return certificate, key


@contextmanager
def nginx(
    folder: Path,
    *site_ports: int,
    payloads: Path | None = None,
    connections: int = 64,
    tls: bool = True,
) -> Iterator[Proxy]:
    """Run nginx with ``deploy/nginx/atlasviewer.conf`` before sites on some ports.

    Args:
        folder: where it writes what it needs.
        site_ports: the ports of the sites.
        payloads: the folder of payload files that it sends itself.
        connections: the connections that one client may have.
        tls: whether it speaks HTTPS, which costs more than all else on a busy machine.
    """
    certificate, key = make_certificate(folder)
    port, plain = free_port(), free_port()
    servers = " ".join(f"server 127.0.0.1:{one} max_fails=0;" for one in site_ports)
    text = replace_all(
        (DEPLOY / "nginx" / "atlasviewer.conf").read_text(),
        {
            "server 127.0.0.1:8000 max_fails=2 fail_timeout=5s;": servers,
            "limit_conn atlasviewer_clients 64": f"limit_conn atlasviewer_clients {connections}",
            "listen 443 ssl http2": f"listen 127.0.0.1:{port}{' ssl http2' if tls else ''}",
            "listen 80": f"listen 127.0.0.1:{plain}",
            "/etc/letsencrypt/live/brain.example.org/fullchain.pem": str(certificate),
            "/etc/letsencrypt/live/brain.example.org/privkey.pem": str(key),
            "/var/lib/atlasviewer/payloads/": f"{payloads or folder}/",
        },
    )
    (folder / "atlasviewer.conf").write_text(text)
    main = folder / "nginx.conf"
    main.write_text(MAIN.format(folder=folder))
    subprocess.run(["nginx", "-t", "-c", str(main), "-p", str(folder)], check=True)
    with running(["nginx", "-c", str(main), "-p", str(folder)], port):
        yield Proxy(port)


@contextmanager
def caddy(folder: Path, site_port: int) -> Iterator[Proxy]:
    """Run Caddy with ``deploy/caddy/Caddyfile`` before a site on a port."""
    port, plain = free_port(), free_port()
    text = replace_all(
        (DEPLOY / "caddy" / "Caddyfile").read_text(),
        {
            "reverse_proxy 127.0.0.1:8000": f"reverse_proxy 127.0.0.1:{site_port}",
            "{\n\tservers {": (
                f"{{\n\tadmin off\n\tlocal_certs\n\tskip_install_trust\n\thttps_port {port}\n"
                f"\thttp_port {plain}\n\tstorage file_system {folder}/store\n\tservers {{"
            ),
        },
    )
    config = folder / "Caddyfile"
    config.write_text(text)
    with running(["caddy", "run", "--adapter", "caddyfile", "--config", str(config)], port):
        yield Proxy(port)


@contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    """Run a program during the block, which starts once the program listens on its port."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            assert process.poll() is None, f"{command[0]} ended"
            with closing(socket.socket()) as tried:
                tried.settimeout(0.1)
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        else:
            raise AssertionError(f"{command[0]} does not listen on {port}")
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)
