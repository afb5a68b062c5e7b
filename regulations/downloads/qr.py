"""The QR code of a document's address (ISO/IEC 18004), to print or to show on a screen. Pure."""

from io import BytesIO

import segno


def qr_svg(address: str, title: str) -> bytes:
    """The code as a standalone SVG of any size, dark on light with the quiet zone that the standard demands.

    Error correction of level M, as it is printed on paper. Raises `segno.DataOverflowError` past 2,331 bytes.
    """
    out = BytesIO()
    code = segno.make_qr(address, error="m", boost_error=False)
    code.save(
        out, kind="svg", title=title, omitsize=True, light="#fff", border=4, svgclass=None, lineclass=None
    )
    return out.getvalue()
