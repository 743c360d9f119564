"""The arithmetic of recovered money: double-entry bookings in whole minor units, without database or framework."""
