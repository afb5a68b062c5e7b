"""Vietnamese text from before Unicode: TCVN3 (ABC), VNI, VPS, VISCII, Windows-1258.

TCVN 6909:2001 is the one character set of the State's documents; what is in another is converted or refused.
Everything here is a pure function of bytes or text.
"""
