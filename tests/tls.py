"""A certificate of this machine's own, and a proxy that speaks TLS outside and plain HTTP inside."""

import asyncio
import ssl
from asyncio import StreamReader, StreamWriter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from subprocess import DEVNULL, Popen
from sys import argv, executable

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.browsing import PATIENCE, ROOT, wait_for_answer


def certificate(place: Path) -> tuple[Path, Path]:
    """The files of a self-signed certificate for localhost, and of its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = place / "certificate.pem", place / "key.pem"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    kind = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    files[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, *kind))
    return files


def trusting(files: tuple[Path, Path]) -> ssl.SSLContext:
    """A client that trusts this certificate."""
    return ssl.create_default_context(cafile=str(files[0]))


@contextmanager
def proxy(port: int, target: int, files: tuple[Path, Path]) -> Iterator[None]:
    """Until the block ends, what comes to a port over TLS goes on to another one as it is: no header is added.

    A process of its own, so that no connection outlives it.
    """
    process = Popen([executable, "-m", "tests.tls", str(port), str(target), *map(str, files)], cwd=ROOT, stderr=DEVNULL)
    try:
        wait_for_answer(f"https://localhost:{port}/_stcore/health")
        yield
    finally:
        process.kill()
        process.wait(timeout=PATIENCE)


async def _serve(port: int, target: int, *files: str) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*files)

    async def joined(reader: StreamReader, writer: StreamWriter) -> None:
        await _Joined(reader, writer, target).pass_on()

    server = await asyncio.start_server(joined, "127.0.0.1", port, ssl=context)
    await server.serve_forever()


class _Joined:
    """One connection from outside, and the one inside that answers it.

    Where the server closes a connection that was idle, the outer one stays, as a real proxy's does: its next request goes
    in by a new one. A browser that meets many closed connections at once gives up.
    """

    def __init__(self, reader: StreamReader, writer: StreamWriter, target: int):
        self.reader, self.writer, self.target = reader, writer, target
        self.inside: StreamWriter | None = None
        self.waiting = self.upgraded = False

    async def pass_on(self) -> None:
        with suppress(OSError):
            while some := await self.reader.read(65536):
                if self.inside is None or self.inside.is_closing():
                    await self._connect()
                self.waiting, self.upgraded = True, self.upgraded or b"upgrade: websocket" in some.lower()
                self.inside.write(some)
                await self.inside.drain()
        for one in (self.inside, self.writer):
            if one:
                one.close()

    async def _connect(self) -> None:
        reader, self.inside = await asyncio.open_connection("127.0.0.1", self.target)
        self.answers = asyncio.create_task(self._answer(reader, self.inside))

    async def _answer(self, reader: StreamReader, inside: StreamWriter) -> None:
        with suppress(OSError):
            while some := await reader.read(65536):
                self.waiting = False
                self.writer.write(some)
                await self.writer.drain()
        inside.close()
        if self.waiting or self.upgraded:
            self.writer.close()


if __name__ == "__main__":
    asyncio.run(_serve(*map(int, argv[1:3]), *argv[3:]))
