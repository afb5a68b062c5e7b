"""The engines that answer searches, behind one protocol."""
