"""The command line: one file per noun; every command only translates between people and the rooms below."""
