"""The two covers of a ballot in an open box: sealed to the key of its poll, and around that a cover of this laptop.

A sealed ballot is a sealed box of libsodium (X25519, XSalsa20, Poly1305), padded, so that no length tells what is
marked. The cover is a secret box under a key that never leaves this laptop: with a new nonce for every ballot at every
change, two copies of a box have nothing in common, and the ballot that is in one of them alone cannot be told.
"""

import base64
import json
from collections.abc import Mapping

from hep_tui.logbook.entry import canonical

NONCE = 24
_STEP = 64


def pair() -> tuple[bytes, bytes]:
    """Return a new key to seal ballots with, and the one that opens them."""
    from nacl.bindings import crypto_box_keypair

    public, opens = crypto_box_keypair()
    return public, opens


def sealed(marks: Mapping[str, int], public: bytes, options: int) -> bytes:
    """Return a ballot of a poll of so many options sealed to its key; every one has the same length."""
    from nacl.bindings import crypto_box_seal

    # An id of two letters or twelve, quotes, colon, comma and a mark: blanks after the JSON make up the rest.
    longest = _STEP * (options + 1)
    return crypto_box_seal(canonical(dict(marks)).ljust(longest).encode(), public)


def opened(ballot: bytes, public: bytes, opens: bytes) -> dict[str, int] | None:
    """Return the marks of a sealed ballot; None where these keys do not open it, or it holds no marks."""
    from nacl.bindings import crypto_box_seal_open
    from nacl.exceptions import CryptoError

    try:
        found = json.loads(crypto_box_seal_open(ballot, public, opens))
    except (CryptoError, ValueError, TypeError):
        return None
    marked = isinstance(found, dict) and all(type(mark) is int for mark in found.values())
    return found if marked else None


def covered(ballot: bytes, cover: bytes) -> str:
    """Return a sealed ballot as it lies in the box: a string of JSON, another one each time."""
    from nacl.bindings import crypto_secretbox, randombytes

    nonce = randombytes(NONCE)
    return json.dumps(text_of(nonce + crypto_secretbox(ballot, nonce, cover)))


def uncovered(held: str, cover: bytes) -> bytes | None:
    """Return the sealed ballot under a cover; None where it is not the cover of this laptop, or was changed."""
    from nacl.bindings import crypto_secretbox_open
    from nacl.exceptions import CryptoError

    try:
        data = bytes_of(json.loads(held))
        return bytes(crypto_secretbox_open(data[NONCE:], data[:NONCE], cover))
    except (CryptoError, ValueError, TypeError, AttributeError):
        return None


def text_of(data: bytes) -> str:
    """Return bytes as letters and digits."""
    return base64.b64encode(data).decode()


def bytes_of(text: str) -> bytes:
    """Return the bytes of such letters and digits; raises ValueError for any others."""
    return base64.b64decode(text.encode("ascii"), validate=True)
