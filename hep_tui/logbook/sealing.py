"""Seal a file so that only whoever has the passphrase, or the key of the laptop it is for, can open it.

A sealed file begins with a line that says how: `hep sealed 1 passphrase SALT` or `hep sealed 1 laptop`. What follows is
a box of libsodium: XSalsa20 and Poly1305 under a key that Argon2id makes of the passphrase, or a sealed box to the
laptop's key, which is its Ed25519 key turned into one of X25519. A changed byte is found on opening.
"""

import os
from pathlib import Path

from hep_tui.errors import HepError
from hep_tui.logbook.laptop_key import LaptopKey, bytes_of

_MARK = b"hep sealed 1 "
_SALT, _NONCE = 16, 24
# Argon2id as libsodium's MODERATE: some 0.7 s and 256 MB a try.
_OPS, _MEMORY = 3, 256 * 1024 * 1024


def is_sealed(data: bytes) -> bool:
    """Say whether a file begins as a sealed one does."""
    return data.startswith(_MARK)


def needs_passphrase(data: bytes) -> bool:
    """Say whether a sealed file is opened by a passphrase; else by the key of a laptop."""
    return data.startswith(_MARK + b"passphrase ")


def with_passphrase(data: bytes, passphrase: str) -> bytes:
    """Return a file sealed under a passphrase. Raises HepError for one of less than twelve characters."""
    from nacl.bindings import crypto_secretbox, randombytes

    if len(passphrase) < 12:
        raise HepError("A passphrase has twelve characters at least; nothing was written, take four words or more.")
    salt, nonce = randombytes(_SALT), randombytes(_NONCE)
    box = crypto_secretbox(data, nonce, _key(passphrase, salt))
    return _MARK + b"passphrase " + salt.hex().encode() + b"\n" + nonce + box


def for_laptop(data: bytes, public: str) -> bytes:
    """Return a file sealed for the laptop of a public key. Raises HepError where that is not a key."""
    from nacl.bindings import crypto_box_seal, crypto_sign_ed25519_pk_to_curve25519

    try:
        key = crypto_sign_ed25519_pk_to_curve25519(bytes_of(public))
    except (ValueError, RuntimeError, TypeError):
        raise HepError(
            "This is not the key of a laptop; nothing was written, hep laptops FILE --json has it."
        ) from None
    return _MARK + b"laptop\n" + crypto_box_seal(data, key)


def opened(data: bytes, *, passphrase: str = "", laptop: LaptopKey | None = None) -> bytes:
    """Return what a sealed file holds. Raises HepError where this does not open it, or a byte of it was changed."""
    from nacl.exceptions import CryptoError

    head, _, box = data.partition(b"\n")
    try:
        if needs_passphrase(data):
            return _with(passphrase, bytes.fromhex(head.rpartition(b" ")[2].decode("ascii")), box)
        if laptop is None:
            raise HepError("It is sealed for a laptop with a key, which this one has not; nothing was opened.")
        return _by(laptop, box)
    except (CryptoError, ValueError, TypeError):
        raise HepError(
            "It could not be unsealed: the passphrase is another one, it is sealed for another laptop, or it was "
            "changed on the way; nothing was opened."
        ) from None


def write(path: Path, data: bytes) -> None:
    """Write a file that only its owner can read, safely on the disk. Raises HepError where something is there."""
    if os.path.lexists(path):
        raise HepError(f"{path} already exists and was left as it is; choose another name.")
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise HepError(f"{path} cannot be written ({error.strerror}); the review itself is safe.") from None


def _with(passphrase: str, salt: bytes, box: bytes) -> bytes:
    from nacl.bindings import crypto_secretbox_open

    return bytes(crypto_secretbox_open(box[_NONCE:], box[:_NONCE], _key(passphrase, salt)))


def _by(laptop: LaptopKey, box: bytes) -> bytes:
    from nacl.bindings import (
        crypto_box_seal_open,
        crypto_sign_ed25519_pk_to_curve25519,
        crypto_sign_ed25519_sk_to_curve25519,
        crypto_sign_seed_keypair,
    )

    public, secret = crypto_sign_seed_keypair(laptop.seed)
    keys = crypto_sign_ed25519_pk_to_curve25519(public), crypto_sign_ed25519_sk_to_curve25519(secret)
    return bytes(crypto_box_seal_open(box, *keys))


def _key(passphrase: str, salt: bytes) -> bytes:
    from nacl.pwhash import argon2id

    return bytes(argon2id.kdf(32, passphrase.encode(), salt, opslimit=_OPS, memlimit=_MEMORY))
