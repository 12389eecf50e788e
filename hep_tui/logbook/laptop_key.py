"""The key of this laptop: made once, without asking, and kept outside every review."""

import base64
import contextlib
import hashlib
import os
import secrets
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from hep_tui.domain.spoken import spoken

NAME = "laptop.key"
_BYTES = 32


@dataclass(frozen=True)
class LaptopKey:
    """Hold an Ed25519 key (RFC 8032), from the 32 random bytes that it is made of."""

    seed: bytes = field(repr=False)
    folder: Path | None = field(default=None, compare=False)
    """Where this laptop keeps what belongs in no review; None where it has no such place."""

    @cached_property
    def public(self) -> str:
        """Return the half that everybody may know, as 52 letters and digits."""
        return _text(self._pair[0])

    def sign(self, words: str) -> str:
        """Return what only this key can make of some words, as 103 letters and digits."""
        from nacl.bindings import crypto_sign

        return _text(crypto_sign(words.encode(), self._pair[1])[:64])

    @cached_property
    def _pair(self) -> tuple[bytes, bytes]:
        from nacl.bindings import crypto_sign_seed_keypair

        return crypto_sign_seed_keypair(self.seed)


def new() -> LaptopKey:
    """Return a key that nobody has."""
    return LaptopKey(secrets.token_bytes(_BYTES))


def load(folder: Path) -> LaptopKey | None:
    """Return the key of this laptop from a folder, where it is made first if need be.

    None where the folder can be neither read nor written: then this laptop signs nothing.
    """
    path = folder / NAME
    with contextlib.suppress(OSError, ValueError):
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _keep(path, secrets.token_bytes(_BYTES))
        seed = bytes.fromhex(path.read_text("ascii"))
        return LaptopKey(seed, folder) if len(seed) == _BYTES else None
    return None


def _keep(path: Path, seed: bytes) -> None:
    """Write a key that is whole as soon as it has its name; of two programs at once, the first to write it wins."""
    part = path.with_name(f".{NAME}.{secrets.token_hex(4)}")
    handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(seed.hex().encode())
            file.flush()
            os.fsync(file.fileno())
        # Not replace, which would take the key of another program away from it.
        with contextlib.suppress(FileExistsError):
            os.link(part, path)
    except OSError:
        # A file system without links.
        if not path.exists():
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@cache
def genuine(public: str, words: str, signature: str) -> bool:
    """Say whether the owner of a key signed these words."""
    from nacl.bindings import crypto_sign_open
    from nacl.exceptions import CryptoError

    try:
        signed, key = bytes_of(signature), bytes_of(public)
        # crypto_sign_open takes both as one, so a longer signature could bring words of its own.
        if len(signed) != 64 or len(key) != _BYTES:
            return False
        crypto_sign_open(signed + words.encode(), key)
    except (CryptoError, ValueError):
        return False
    return True


@cache
def four_words(public: str) -> str:
    """Return the four words of a key, by which two people make sure that they mean the same laptop.

    They stand for 32 bits of scrypt (RFC 7914), so slow that nobody can try keys until one has the words of another.
    """
    return spoken(hashlib.scrypt(public.encode(), salt=b"hep laptop", n=2**14, r=8, p=1, dklen=4))


def _text(data: bytes) -> str:
    return base64.b32encode(data).decode().rstrip("=").lower()


def bytes_of(text: str) -> bytes:
    """Return the bytes of a key or a signature; raises ValueError for any other text."""
    if not text.isascii():
        raise ValueError(text)
    return base64.b32decode(text.upper() + "=" * (-len(text) % 8))
