"""The configurations in deploy/ let through what a dashboard needs, over TLS: pages, the websocket and files."""

from __future__ import annotations

import datetime
import ipaddress
import shutil
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from data_layer.records.database import URL_VARIABLE
from data_layer.store import Home
from tests.attacks.visitor import NO_PROVIDER, Visitor, signed_in_as
from tests.browser.serving import ROOT, free_port, serving
from tests.sign_in_secrets import COOKIE_SECRET, SECRETS

NAME = "rollcall.example.org"
NGINX = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{}}
http {{ access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
{site}
}}
"""


class Proxied(NamedTuple):
    """A proxy before a server: its address, and the certificates that it is believed by."""

    address: str
    trusted: ssl.SSLContext


def certificate(folder: Path) -> tuple[Path, Path]:
    """One for this machine, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    here = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).add_extension(here, critical=False)
    signed = made.not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1)).sign(key, hashes.SHA256())
    (folder / "cert.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(key.private_bytes(*form))
    return folder / "cert.pem", folder / "key.pem"


def nginx(folder: Path, *, port: int, served: int, cert: Path, key: Path) -> list[str]:
    site = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for before, after in {
        "listen 80": f"listen 127.0.0.1:{free_port()}",
        "listen 443": f"listen 127.0.0.1:{port}",
        "127.0.0.1:8501": f"127.0.0.1:{served}",
        f"/etc/letsencrypt/live/{NAME}/fullchain.pem": str(cert),
        f"/etc/letsencrypt/live/{NAME}/privkey.pem": str(key),
        NAME: "localhost",
    }.items():
        assert before in site
        site = site.replace(before, after)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, site=site), encoding="utf-8")
    return ["nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder), "-e", str(folder / "error.log")]


def caddy(folder: Path, *, port: int, served: int, cert: Path, key: Path) -> list[str]:
    site = (ROOT / "deploy" / "Caddyfile").read_text(encoding="utf-8")
    assert f"{NAME} {{" in site
    site = site.replace(f"{NAME} {{", f"https://localhost:{port} {{\n\ttls {cert} {key}")
    site = site.replace("127.0.0.1:8501", f"127.0.0.1:{served}")
    (folder / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https disable_redirects\n}\n" + site, encoding="utf-8")
    return ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


@contextmanager
def running(command: list[str], folder: Path, port: int, trusted: ssl.SSLContext) -> Iterator[None]:
    with (folder / "proxy.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
    try:
        until = time.monotonic() + 60
        while not _answers(port, trusted):
            assert process.poll() is None, (folder / "proxy.log").read_text()
            assert time.monotonic() < until, (folder / "proxy.log").read_text()
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _answers(port: int, trusted: ssl.SSLContext) -> bool:
    try:
        return Visitor(f"https://localhost:{port}", trusted=trusted).ask("/_stcore/health").status == 200
    except OSError:
        return False


@pytest.fixture(scope="module", params=[nginx, caddy], ids=lambda proxy: proxy.__name__)
def proxied(request: pytest.FixtureRequest, first_granted: Home, tmp_path_factory) -> Iterator[Proxied]:
    begin: Callable[..., list[str]] = request.param
    if shutil.which(begin.__name__) is None:
        pytest.skip(f"no {begin.__name__} on this machine: install it to test the configuration in deploy/")
    folder = tmp_path_factory.mktemp(begin.__name__)
    port, served = free_port(), free_port()
    cert, key = certificate(folder)
    trusted = ssl.create_default_context(cafile=cert)
    secrets = folder / "secrets.toml"
    text = SECRETS.format(port=port, secret=COOKIE_SECRET, issuer=NO_PROVIDER).replace(
        f"http://127.0.0.1:{port}", f"https://localhost:{port}"
    )
    secrets.write_text(text, encoding="utf-8")
    command = begin(folder, port=port, served=served, cert=cert, key=key)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(URL_VARIABLE, raising=False)
        with serving(first_granted.path, port=served, secrets=secrets), running(command, folder, port, trusted):
            yield Proxied(f"https://localhost:{port}", trusted)


@pytest.fixture
def come(proxied: Proxied) -> Iterator[Callable[[str | None], Visitor]]:
    visitors: list[Visitor] = []

    def come_(name: str | None = None) -> Visitor:
        cookie = signed_in_as(name, origin=proxied.address) if name else None
        visitors.append(Visitor(proxied.address, cookie, trusted=proxied.trusted))
        return visitors[-1]

    yield come_
    for visitor in visitors:
        visitor.close()


def test_pages_downloads_and_uploads_pass_and_strangers_do_not(come):
    technologist, stranger = come("t1"), come()
    drawn = technologist.open("adoption")
    assert drawn.says("West School")
    file = technologist.file_of(drawn.elements("download_button")[0], drawn)
    assert technologist.ask(file).status == 200
    assert technologist.send_file(technologist.open("import_data"), b"a,b\n" * 500_000).status == 204
    door = stranger.open("adoption")
    assert door.says("Sign in with")
    assert not door.says("West School")
    assert stranger.ask(file).status == 404


def test_the_proxy_adds_its_own_header_and_keeps_ours(come):
    headers = come().ask("/").headers
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_the_way_back_after_signing_in_is_a_cookie_for_this_server_alone(come, proxied: Proxied):
    answer = come().ask("/auth/login?provider=district", Referer=f"{proxied.address}/adoption?grade=Grade+3")
    (kept,) = [line for line in answer.headers["set-cookie"].splitlines() if "way_back" in line]
    assert "adoption" in kept
    assert kept.endswith("; HttpOnly; SameSite=Lax; Secure")
