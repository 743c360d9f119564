"""The formats beneath a package: canonical JSON, DER, signatures, the container, the Merkle log."""
