"""Guest mailboxes: an authority without this software takes what was printed for it and answers, unsigned."""
