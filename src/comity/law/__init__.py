"""The law room: which instruments bind two states on a day, what they ask for, and which route is open."""
