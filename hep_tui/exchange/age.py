"""Seal a bundle for a key of age, so that who has no hep opens it as well: `age -d -i KEY NAME.zip.age > NAME.zip`."""

from hep_tui.errors import HepError
from hep_tui.exchange.archive import Seal
from hep_tui.exchange.formats import needed

_PUBLIC = "age1"


def is_key(name: str) -> bool:
    """Say whether somebody means a public key of age."""
    return name.strip().lower().startswith(_PUBLIC)


def for_key(name: str) -> Seal:
    """Return what seals for a public key. Raises HepError where it is none, or pyrage is not installed."""
    pyrage = needed("pyrage", "--seal with a key of age", "age")
    try:
        key = pyrage.x25519.Recipient.from_str(name.strip())
    except pyrage.RecipientError as error:
        raise HepError(f"This is not a key of age ({error}); nothing was written, copy it whole.") from None
    return Seal(lambda data: bytes(pyrage.encrypt(data, [key])), ".zip.age")
