"""The channel of the person concerned: access, correction, blocking, deletion, complaint, with reasons and clocks."""
