-- The store of a node. Times are text in UTC; digests are SHA-256 in hexadecimal.
CREATE TABLE exchange_leaf (seq INTEGER PRIMARY KEY, event BLOB NOT NULL);
CREATE TABLE exchange_tree (level INTEGER, place INTEGER, head BLOB NOT NULL, PRIMARY KEY (level, place)) WITHOUT ROWID;
CREATE TABLE exchange_card (
  node TEXT NOT NULL, serial INTEGER NOT NULL, fingerprint TEXT NOT NULL, text TEXT NOT NULL, own INTEGER NOT NULL,
  accepted TEXT NOT NULL, PRIMARY KEY (node, serial)
);
CREATE TABLE exchange_package (
  digest TEXT PRIMARY KEY, incoming INTEGER NOT NULL, peer TEXT NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL,
  conversation TEXT NOT NULL, sequence INTEGER NOT NULL, counter INTEGER NOT NULL, size INTEGER NOT NULL,
  sealed TEXT NOT NULL, recorded TEXT NOT NULL, state TEXT NOT NULL, header BLOB NOT NULL, leaf INTEGER NOT NULL
);
CREATE UNIQUE INDEX package_id ON exchange_package (incoming, peer, id);
CREATE UNIQUE INDEX package_place ON exchange_package (incoming, peer, conversation, sequence);
CREATE UNIQUE INDEX package_counter ON exchange_package (incoming, peer, counter);
CREATE TABLE exchange_receipt (
  number INTEGER PRIMARY KEY AUTOINCREMENT, package TEXT NOT NULL, evidence TEXT NOT NULL, issuer TEXT NOT NULL,
  peer TEXT NOT NULL, at TEXT NOT NULL, text TEXT NOT NULL
);
CREATE UNIQUE INDEX receipt_once ON exchange_receipt (package, evidence, issuer);
CREATE TABLE exchange_outbox (
  number INTEGER PRIMARY KEY AUTOINCREMENT, digest TEXT NOT NULL UNIQUE, peer TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0, next_at TEXT NOT NULL, trouble TEXT, done TEXT
);
CREATE TABLE exchange_work (digest TEXT PRIMARY KEY, desk TEXT, since TEXT NOT NULL, opened TEXT, opened_by TEXT);
CREATE TABLE exchange_head (
  node TEXT NOT NULL, size INTEGER NOT NULL, root TEXT NOT NULL, seen TEXT NOT NULL, proven INTEGER NOT NULL,
  chained INTEGER NOT NULL DEFAULT 0, asked INTEGER, PRIMARY KEY (node, size, root)
);
CREATE TABLE exchange_sent (
  node TEXT NOT NULL, size INTEGER NOT NULL, root TEXT NOT NULL, asked INTEGER NOT NULL, PRIMARY KEY (node, size, root)
);
CREATE TABLE exchange_link (
  node TEXT NOT NULL, size INTEGER NOT NULL, root TEXT NOT NULL, older_size INTEGER NOT NULL, older_root TEXT NOT NULL,
  PRIMARY KEY (node, size, root, older_size, older_root)
);
CREATE TABLE exchange_told (
  node TEXT NOT NULL, own_size INTEGER NOT NULL, size INTEGER NOT NULL, root TEXT NOT NULL,
  PRIMARY KEY (node, own_size)
);
CREATE TABLE exchange_confirmed (node TEXT PRIMARY KEY, size INTEGER NOT NULL, root TEXT NOT NULL);
CREATE TABLE exchange_pulled (node TEXT, what TEXT, number INTEGER NOT NULL, PRIMARY KEY (node, what));
CREATE TABLE exchange_alarm (number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, peer TEXT, code TEXT NOT NULL, what TEXT NOT NULL);
CREATE TRIGGER leaf_stays BEFORE UPDATE ON exchange_leaf BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TRIGGER leaf_is_kept BEFORE DELETE ON exchange_leaf BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TRIGGER tree_stays BEFORE UPDATE ON exchange_tree BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TRIGGER tree_is_kept BEFORE DELETE ON exchange_tree BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TABLE exchange_matching (
  digest TEXT PRIMARY KEY, step TEXT NOT NULL, mandate TEXT NOT NULL, count INTEGER NOT NULL, at TEXT NOT NULL
);
