"""Text in files that are XML inside: Word, Akoma Ntoso, Atom. Pure."""

import re

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """The text with U+FFFD for each character that XML 1.0 (production 2, Char) cannot hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
