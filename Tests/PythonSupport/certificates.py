"""Certificates for tests, made by openssl."""

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Certificate:
    """A certificate and its private key, as PEM files."""

    file: Path
    key: Path


class Authority:
    """A certificate authority, which keeps its files in `folder`."""

    def __init__(self, folder: Path):
        self._folder = folder
        folder.mkdir()
        self.own = self._paths("authority")
        self._request(self.own, "-x509", "-out", self.own.file)

    def sign(self, name: str, hosts: str) -> Certificate:
        """Signs a certificate for `hosts`, such as `DNS:localhost,IP:127.0.0.1`, kept under `name`."""
        made, request = self._paths(name), self._folder / f"{name}.csr"
        self._request(made, "-addext", f"subjectAltName={hosts}", "-out", request)
        _openssl(
            "x509", "-req", "-in", request, "-copy_extensions", "copy", "-days", "2",
            "-CA", self.own.file, "-CAkey", self.own.key, "-out", made.file)
        return made

    def _paths(self, name: str) -> Certificate:
        return Certificate(self._folder / f"{name}.crt", self._folder / f"{name}.key")

    def _request(self, made: Certificate, *options: str | Path) -> None:
        _openssl(
            "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", made.key, "-subj", "/CN=Test", *options)


def _openssl(*words: str | Path) -> None:
    subprocess.run(["openssl", *words], check=True, capture_output=True)
