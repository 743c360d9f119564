"""Work that takes longer than a page: queued with the step that asks for it, done by a process beside the pages."""
