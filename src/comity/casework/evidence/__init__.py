"""The register of evidence: files kept by their digest, the chain of custody, and the limits of use."""
