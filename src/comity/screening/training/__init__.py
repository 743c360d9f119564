"""How the tables that ship are made from sources whose licence lets them ship; nothing here runs while screening."""
