"""Content Credentials: what a C2PA manifest in a file says (C2PA Technical Specification 2.x), told and not believed.

No network: manifests elsewhere are not fetched, nor is it asked whether a certificate was revoked. No list of trusted
signers is kept, so whether a signer is who it says stays open; whether the bytes are those that were signed does not.
"""

import json
from collections.abc import Mapping
from typing import Any, BinaryIO

from provenance.evidence.record import CredentialsEntry
from provenance.libraries import library
from provenance.model.message import M, Message

#: How the library is kept from asking anybody, and from judging signers.
SETTINGS = {
    "verify": {
        "remote_manifest_fetch": False, "ocsp_fetch": False, "verify_trust": False, "verify_timestamp_trust": False,
    }
}  # fmt: skip
_REMOTE = "must fetch remote manifests from url "
#: Results of a validation that are about the bytes (C2PA, 15.2): a hash that is another's.
_MISMATCH = ("mismatch", "malformed")


class UnreadableCredentials(Exception):
    """There are Content Credentials, or may be, and they cannot be read: `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.render("en"))
        self.message = message


def read_credentials(stream: BinaryIO, media_type: str) -> CredentialsEntry | None:
    """What the manifest in a file says; None where there is none. Raises UnreadableCredentials; UsageError where the
    library is missing.
    """
    c2pa = library("c2pa", "evidence", "reading Content Credentials (C2PA)")
    try:
        context = c2pa.Context(settings=c2pa.Settings.from_dict(SETTINGS))
        with c2pa.Reader(media_type, stream, context=context) as reader:
            said = json.loads(reader.json())
            embedded = bool(reader.is_embedded())
    except c2pa.C2paError.ManifestNotFound:
        return None
    except c2pa.C2paError.NotSupported:
        return None
    except c2pa.C2paError as error:
        _, is_remote, address = str(error).partition(_REMOTE)
        if is_remote:
            return CredentialsEntry(embedded=False, remote=address.strip()[:2000] or "?")
        raise UnreadableCredentials(M("whether it has Content Credentials cannot be read: it is damaged")) from None
    except (ValueError, RecursionError):
        raise UnreadableCredentials(M("its Content Credentials cannot be read: they are damaged")) from None
    return entry_of(said, embedded)


def entry_of(said: Mapping[str, Any], embedded: bool) -> CredentialsEntry:
    """What is kept of the library's account of a manifest store."""
    manifests = said.get("manifests")
    active = manifests.get(said.get("active_manifest")) if isinstance(manifests, dict) else None
    active = active if isinstance(active, dict) else {}
    signature = active.get("signature_info")
    signature = signature if isinstance(signature, dict) else {}
    codes = [str(one.get("code")) for one in said.get("validation_status") or () if isinstance(one, dict)]
    signer = ", ".join(str(signature[key]) for key in ("common_name", "issuer") if signature.get(key))
    return CredentialsEntry(
        embedded=embedded,
        generator=_generator(active),
        signer=signer[:500] or None,
        signed_at=str(signature["time"])[:100] if signature.get("time") else None,
        bytes_match=not any(end in code for code in codes for end in _MISMATCH),
    )


def _generator(manifest: Mapping[str, Any]) -> str | None:
    """The claim generator: the first of `claim_generator_info`, or the one string that version 1 has."""
    info = manifest.get("claim_generator_info")
    first = info[0] if isinstance(info, list) and info and isinstance(info[0], dict) else {}
    told = " ".join(str(first[key]) for key in ("name", "version") if first.get(key))
    return (told or str(manifest.get("claim_generator") or ""))[:500] or None


def credentials_sentence(entry: CredentialsEntry) -> Message:
    """What there is, in a sentence that claims no more."""
    if not entry.embedded:
        return M("a C2PA manifest is said to be at {address}: it was not fetched", address=entry.remote)
    signer, generator = entry.signer or "?", entry.generator or "?"
    if entry.bytes_match is False:
        return M(
            "a C2PA manifest says that {signer} signed it with {generator}; these are not the bytes that were signed",
            signer=signer, generator=generator,
        )  # fmt: skip
    return M(
        "a C2PA manifest says that {signer} signed it with {generator}; whether that is so was not checked",
        signer=signer, generator=generator,
    )  # fmt: skip
