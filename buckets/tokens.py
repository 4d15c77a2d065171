"""Creates, hashes and compares tokens and keys."""

import hashlib
import hmac
import secrets
import uuid

DIGEST_LENGTH = 64
SALT_LENGTH = 32
FINGERPRINT_LENGTH = 8


def new_token() -> str:
    """Return a fresh token with 122 random bits, in the form the SDK uses."""
    return str(uuid.UUID(bytes=secrets.token_bytes(16), version=4))


def new_salt() -> str:
    return secrets.token_hex(SALT_LENGTH // 2)


def normalise(token: str) -> str:
    """Return a token as it is compared: pasted spaces and capitals make no difference."""
    return token.strip().lower()


def hash_token(token: str, salt: str) -> str:
    """Return the salted SHA-256 under which a token is stored, 64 hexadecimal digits."""
    return hashlib.sha256(f"{salt}:{normalise(token)}".encode()).hexdigest()


def token_matches(token: str, *, salt: str, digest: str) -> bool:
    """Return whether `digest` is that of `token`, in constant time."""
    return hmac.compare_digest(hash_token(token, salt), digest)


def digests_equal(one: str, other: str) -> bool:
    """Return whether two digests are equal, in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())


def keys_equal(given: str, expected: str) -> bool:
    """Return whether two keys are equal, in a time that reveals nothing about either."""
    return hmac.compare_digest(hash_token(given, "key"), hash_token(expected, "key"))
