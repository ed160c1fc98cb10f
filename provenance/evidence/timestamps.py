"""Time-stamp tokens (RFC 3161): that a manifest was there at a time, on the word of an authority."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from provenance.evidence import der
from provenance.files.located import unreadable_error
from provenance.libraries import library
from provenance.model.message import M, Message
from provenance.model.place import Place

#: The hashes by which a token may speak of a text (RFC 8017, appendix B.1).
_HASHES = {
    "2.16.840.1.101.3.4.2.1": "sha256", "2.16.840.1.101.3.4.2.2": "sha384", "2.16.840.1.101.3.4.2.3": "sha512",
}  # fmt: skip
#: PKIStatusInfo: granted (RFC 3161, 2.4.2).
_GRANTED = b"\x30\x03\x02\x01\x00"
_WHAT = "a time-stamp"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a token says: when (UTC, ISO 8601), by whom (RFC 4514), of which hash."""

    at: str
    signer: str
    algorithm: str
    imprint: bytes
    response: Any


def read_stamp(data: bytes, shown: str) -> Stamp:
    """A time-stamp response (.tsr), or the token alone (.tst). Raises Unreadable; UsageError without the library."""
    client = library("rfc3161_client", "evidence", _WHAT)
    for form in (data, _as_response(data)):
        try:
            response = client.decode_timestamp_response(with_sorted_certificates(form))
            info = response.tst_info
            algorithm = info.message_imprint.hash_algorithm.dotted_string
            moment = info.gen_time.strftime("%Y-%m-%dT%H:%M:%SZ")
            return Stamp(moment, _signer(response), algorithm, info.message_imprint.message, response)
        except Exception:  # the library raises whatever its parsers meet in what is no token
            continue
    raise unreadable_error(M("this is no time-stamp that an authority granted (RFC 3161)"), Place(shown))


def _as_response(token: bytes) -> bytes:
    """A token alone as the response that brought it: a SEQUENCE of the status and the token."""
    return der.element(der.SEQUENCE, _GRANTED + token)


def with_sorted_certificates(response: bytes) -> bytes:
    """A response with its certificates in the order that DER wants (X.690, 11.6), as OpenSSL 3.0 does not write
    them and the library insists on. No signature is over them. Raises ValueError for what is no response.
    """
    content, tail = der.content(response)
    _, token = der.children(content)
    oid, explicit = der.children(der.content(token)[0])
    signed = der.children(der.content(der.content(explicit)[0])[0])
    for number, part in enumerate(signed):
        if part[0] == der.CONTEXT_0:
            signed[number] = der.element(part[0], b"".join(sorted(der.children(der.content(part)[0]))))
    data = der.element(der.SEQUENCE, b"".join(signed))
    token = der.element(der.SEQUENCE, oid + der.element(der.CONTEXT_0, data))
    return der.element(der.SEQUENCE, der.children(content)[0] + token) + tail


def _signer(response: Any) -> str:
    """The subject of the certificate that signed; who issued it, where the token does not hold it."""
    x509 = library("cryptography.x509", "evidence", _WHAT)
    (signer,) = response.signed_data.signer_infos
    for held in response.signed_data.certificates:
        certificate = x509.load_der_x509_certificate(held)
        if (certificate.issuer, certificate.serial_number) == (signer.issuer, signer.serial_number):
            return str(certificate.subject.rfc4514_string())
    return f"{signer.issuer.rfc4514_string()} / {signer.serial_number}"


def stamp_sentence(stamp: Stamp, is_checked: bool) -> Message:
    """What the token says, and on whose word."""
    if is_checked:
        return M("time-stamped {when} by {who}, for whom your authority answers", when=stamp.at, who=stamp.signer)
    return M(
        "time-stamped {when} by “{who}”: who that is was not checked (--authority CA.pem does)",
        when=stamp.at, who=stamp.signer,
    )  # fmt: skip


def faults(stamp: Stamp, content: bytes, authority: bytes | None, shown: str) -> Iterator[Message]:
    """What is wrong with a token as a time-stamp of `content`: an unsafe hash, the hash of something else, or a
    signature that does not lead to one of the certificates in `authority` (PEM). Raises Unreadable where these are not
    certificates.
    """
    name = _HASHES.get(stamp.algorithm)
    if name is None:
        yield M("its hash algorithm ({algorithm}) is not a safe one", algorithm=stamp.algorithm)
    elif hashlib.new(name, content).digest() != stamp.imprint:
        yield M("it is the time-stamp of something else, not of this manifest")
    elif authority is not None and not _is_signed(stamp, authority, shown):
        yield M("it is not signed by anybody for whom your authority answers")


def _is_signed(stamp: Stamp, authority: bytes, shown: str) -> bool:
    """Whether the signature is good and leads to one of the certificates (RFC 5652, RFC 5280)."""
    x509, client = library("cryptography.x509", "evidence", _WHAT), library("rfc3161_client", "evidence", _WHAT)
    try:
        roots = x509.load_pem_x509_certificates(authority)
    except ValueError:
        raise unreadable_error(M("these are no certificates (PEM)"), Place(shown)) from None
    builder = client.VerifierBuilder()
    for root in roots:
        builder = builder.add_root_certificate(root)
    try:
        return bool(builder.build().verify(stamp.response, stamp.imprint))
    except (client.VerificationError, ValueError):
        return False
