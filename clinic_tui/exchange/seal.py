"""The seal of the clinic: a certificate it made itself, and a signature that notices every change.

Readers show it as untrusted, for nobody vouches for the certificate: it proves that the paper is as
the clinic made it to whoever has the certificate from the clinic, and nothing about a person.
"""

from __future__ import annotations

import io
from datetime import datetime, timedelta

from clinic_tui.exchange.protection import NotInstalledError

FIELD = "Seal"
KEY_BITS = 3072
YEARS = 10
Box = tuple[int, int, int, int]
"""Left, lower, right and upper edge on the first page, in points from its lower left corner."""


def new_seal(clinic: str, at: datetime) -> tuple[bytes, bytes]:
    """A private key (PKCS #8) and the certificate for it (X.509), both as DER."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.x509.oid import NameOID

    key = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
    # A certificate's names end after 64 letters; the whole name stands on the paper.
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, clinic[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, f"Seal of {clinic}"[:64]),
        ]
    )
    usage = dict.fromkeys(
        (
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True
        )
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return private, certificate.public_bytes(serialization.Encoding.DER)


def sealed(
    pdf: bytes, key: bytes, certificate: bytes, mark: bytes, box: Box, password: str = ""
) -> bytes:
    """A finished paper with the seal added; whatever is changed afterwards breaks it.

    Args:
        pdf: the paper, encrypted where it is to be.
        key: the clinic's private key.
        certificate: the clinic's.
        mark: one small page with the words that are seen.
        box: where they stand.
        password: that opens the paper.

    Raises:
        NotInstalledError: the optional part is not there.
    """
    try:
        from asn1crypto import keys, x509
        from pyhanko.pdf_utils.content import PdfContent
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, SimpleBoxLayoutRule
        from pyhanko.pdf_utils.reader import PdfFileReader
        from pyhanko.sign import fields, signers
        from pyhanko.stamp import StaticStampStyle
        from pyhanko_certvalidator.registry import SimpleCertificateStore
    except ImportError:
        raise NotInstalledError("A seal", "seal") from None

    class Mark(PdfContent):
        """The words, from a page in memory."""

        def render(self) -> bytes:
            page = PdfFileReader(io.BytesIO(mark))
            drawn = self._ensure_writer.import_page_as_xobject(page)
            self.resources.xobject["/Mark"] = drawn
            x0, y0, x1, y1 = drawn.get_object()["/BBox"]
            self.box = BoxConstraints(width=x1 - x0, height=y1 - y0)
            return b"/Mark Do"

    signer = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(certificate),
        signing_key=keys.PrivateKeyInfo.load(key),
        cert_registry=SimpleCertificateStore(),
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    if password:
        writer.encrypt(password)
    middle = AxisAlignment.ALIGN_MID
    style = StaticStampStyle(
        border_width=0,
        background=Mark(),
        background_layout=SimpleBoxLayoutRule(middle, middle),
    )
    out = io.BytesIO()
    signers.PdfSigner(
        signers.PdfSignatureMetadata(field_name=FIELD, reason="Seal of the clinic"),
        signer,
        stamp_style=style,
        new_field_spec=fields.SigFieldSpec(FIELD, on_page=0, box=box),
    ).sign_pdf(writer, output=out)
    return out.getvalue()
