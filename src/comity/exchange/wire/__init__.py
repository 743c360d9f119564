"""The wire: packages and receipts over HTTPS with mutual TLS 1.3; the one place that uses the network."""
