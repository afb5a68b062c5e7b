"""The encodings as others publish them, and text written in them: what the product's tables are held against.

VPS, VISCII and TCVN3 by the bytes of the letters (VPSKeys; RFC 1456, table 1; TCVN 5712:1993, VN3), VNI by what the
keys give in Windows-1252.
"""

import unicodedata

from core.legacy_text.tables import Encoding

TONES = "\u0301\u0300\u0309\u0303\u0323"
SMALL = "áàảãạâấầẩẫậăắằẳẵặéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵđ"
CAPITALS = SMALL.upper()
PLAIN_CAPITALS = "ÂĂÊÔƠƯĐ"
VNI = (
    "aù aø aû aõ aï aâ aá aà aå aã aä aê aé aè aú aü aë eù eø eû eõ eï eâ eá eà eå eã eä í ì æ ó ò "
    "où oø oû oõ oï oâ oá oà oå oã oä ô ôù ôø ôû ôõ ôï uù uø uû uõ uï ö öù öø öû öõ öï yù yø yû yõ î ñ"
)
BYTES = {
    Encoding.TCVN3: (
        (
            SMALL,
            "b8b5b6b7b9a9cac7c8c9cba8bebbbcbdc6d0cccecfd1aad5d2d3d4d6ddd7d8dcdee3dfe1e2e4abe8e5e6e7e9acedeaeb",
        ),
        (SMALL[48:], "eceef3eff1f2f4adf8f5f6f7f9fdfafbfcfeae"),
        (PLAIN_CAPITALS, "a2a1a3a4a5a6a7"),
    ),
    Encoding.VISCII: (
        (
            SMALL,
            "e1e0e4e3d5e2a4a5a6e7a7e5a1a2c6c7a3e9e8eba8a9eaaaabacadaeedecefeeb8f3f2f6f5f7f4afb0b1b2b5bdbeb6b7",
        ),
        (SMALL[48:], "defefaf9fcfbf8dfd1d7d8e6f1fdcfd6dbdcf0"),
        (
            CAPITALS,
            "c1c0c4c380c28485860687c58182020583c9c8cb8889ca8a8b8c8d8ecdcc9bce98d3d299a09ad48f90919293b4959697",
        ),
        (CAPITALS[48:], "b394dad99c9d9ebfbabbbcffb9dd9f14191ed0"),
    ),
    Encoding.VPS: (
        (
            SMALL,
            "e1e0e4e3e5e2c3c0c4c5c6e6a1a2a3a4a5e9e8c8ebcbea898a8bcd8cedecccefcef3f2d5f586f4d3d2b087b6d6a7a9aa",
        ),
        (SMALL[48:], "abaefaf9fbdbf8dcd9d8babbbf9aff9bcf9cc7"),
        (
            CAPITALS,
            "c180818202c28384851c03888d8e8ff004c9d7defe05ca9093949506b4b5b7b810b9bcbdbe11d49697989912f79d9e9f",
        ),
        (CAPITALS[48:], "a613daa8d1ac14d0adafb11d15ddb2fdb319f1"),
    ),
}


def table(encoding: Encoding) -> dict[str, bytes]:
    """Letter → bytes."""
    if encoding == Encoding.VNI:
        small = {letter: keys.encode("latin-1") for letter, keys in zip(SMALL, VNI.split(), strict=True)}
        large = {
            letter: keys.upper().encode("latin-1") for letter, keys in zip(CAPITALS, VNI.split(), strict=True)
        }
        return small | large
    if encoding == Encoding.WINDOWS_1258:
        return {letter: _windows_1258(letter) for letter in SMALL + CAPITALS}
    rows = [zip(letters, bytes.fromhex(codes), strict=False) for letters, codes in BYTES[encoding]]
    return {letter: bytes([byte]) for row in rows for letter, byte in row}


def _windows_1258(letter: str) -> bytes:
    parts = unicodedata.normalize("NFD", letter)
    tone = next((part for part in parts if part in TONES), "")
    return (unicodedata.normalize("NFC", parts.replace(tone, "")) + tone).encode("cp1258")


TABLES = {encoding: table(encoding) for encoding in Encoding}


def written(text: str, encoding: Encoding) -> bytes:
    """Text (NFC) in the encoding; raises `ValueError` for what it has not. TCVN3 gets small letters for capitals."""
    letters = TABLES[encoding]
    signs = {letter.decode("cp1252", "replace") for letter in letters.values()}
    if encoding == Encoding.TCVN3:
        letters = {letter.upper(): code for letter, code in letters.items()} | letters
    if any(sign in signs and sign not in letters for sign in text):
        raise ValueError("a sign whose byte is a letter")
    return b"".join(letters.get(sign) or sign.encode("cp1252") for sign in text)
