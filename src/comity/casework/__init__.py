"""The office's record: cases, agencies, people, assets, requests, safeguards and the log of what was done."""
