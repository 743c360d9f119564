"""Returns: by which lawful route a person comes back, with the host state's consent, and officers' travel abroad."""
