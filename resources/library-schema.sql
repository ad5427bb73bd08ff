CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE article (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	title VARCHAR NOT NULL, 
	title_sort VARCHAR NOT NULL, 
	url VARCHAR NOT NULL, 
	requested_url VARCHAR NOT NULL, 
	author VARCHAR NOT NULL, 
	date VARCHAR NOT NULL, 
	published VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	site VARCHAR NOT NULL, 
	section VARCHAR NOT NULL, 
	description VARCHAR NOT NULL, 
	excerpt VARCHAR NOT NULL, 
	words INTEGER NOT NULL, 
	thumbnail_src VARCHAR NOT NULL, 
	thumbnail VARCHAR NOT NULL, 
	incomplete VARCHAR NOT NULL, 
	saved_at VARCHAR NOT NULL, 
	fetched_at VARCHAR NOT NULL, 
	opened_at VARCHAR NOT NULL, 
	trashed_at VARCHAR NOT NULL, 
	progress FLOAT NOT NULL, 
	position VARCHAR NOT NULL, 
	unread BOOLEAN NOT NULL, 
	favourite BOOLEAN NOT NULL, 
	archived BOOLEAN NOT NULL
);

CREATE INDEX ix_article_favourites ON article (id) WHERE trashed_at = '' AND favourite = 1;

CREATE INDEX ix_article_archive ON article (id) WHERE trashed_at = '' AND archived = 1;

CREATE INDEX ix_article_all ON article (id) WHERE trashed_at = '';

CREATE INDEX ix_article_by_date ON article (date, id, unread, archived, favourite) WHERE trashed_at = '';

CREATE INDEX ix_article_by_title_sort ON article (title_sort, id, unread, archived, favourite) WHERE trashed_at = '';

CREATE INDEX ix_article_by_words ON article (words, id, unread, archived, favourite) WHERE trashed_at = '';

CREATE INDEX ix_article_by_site ON article (site, id, unread, archived, favourite) WHERE trashed_at = '';

CREATE INDEX ix_article_by_progress ON article (progress, id, unread, archived, favourite) WHERE trashed_at = '';

CREATE TABLE article_address (
	"key" VARCHAR NOT NULL, 
	article_id INTEGER NOT NULL, 
	PRIMARY KEY ("key"), 
	FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE
);

CREATE INDEX ix_article_address_article ON article_address (article_id);

CREATE TABLE article_body (
	article_id INTEGER NOT NULL, 
	html VARCHAR NOT NULL, 
	blocks VARCHAR NOT NULL, 
	extras VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	damaged BOOLEAN NOT NULL, 
	PRIMARY KEY (article_id), 
	FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE
);

CREATE TABLE article_picture (
	article_id INTEGER NOT NULL, 
	src VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	width INTEGER NOT NULL, 
	height INTEGER NOT NULL, 
	PRIMARY KEY (article_id, src), 
	FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE
);

CREATE INDEX ix_article_picture_digest ON article_picture (digest);

CREATE INDEX ix_article_picture_wanted ON article_picture (article_id) WHERE digest = '';

CREATE TABLE tag (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	fold VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ux_tag_fold ON tag (fold);

CREATE TABLE route (
	id INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	target VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ux_route ON route (source, target, "key");

CREATE TABLE sentence_translation (
	id INTEGER NOT NULL, 
	source_key VARCHAR NOT NULL, 
	route_id INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	target VARCHAR NOT NULL, 
	score FLOAT NOT NULL, 
	state VARCHAR NOT NULL, 
	created_at VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(route_id) REFERENCES route (id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX ux_sentence_translation ON sentence_translation (source_key, route_id);

CREATE TABLE article_translation (
	article_id INTEGER NOT NULL, 
	target VARCHAR NOT NULL, 
	route_key VARCHAR NOT NULL, 
	route VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	seconds FLOAT NOT NULL, 
	words INTEGER NOT NULL, 
	sentences_done INTEGER NOT NULL, 
	sentences_total INTEGER NOT NULL, 
	complete BOOLEAN NOT NULL, 
	created_at VARCHAR NOT NULL, 
	PRIMARY KEY (article_id, target), 
	FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE
);

CREATE TABLE pending_save (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	url VARCHAR NOT NULL, 
	added_at VARCHAR NOT NULL, 
	error VARCHAR NOT NULL, 
	error_values VARCHAR NOT NULL, 
	tags VARCHAR NOT NULL
);

CREATE UNIQUE INDEX ux_pending_save_url ON pending_save (url);

CREATE TABLE annotation (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	article_id INTEGER NOT NULL, 
	language VARCHAR NOT NULL, 
	block VARCHAR NOT NULL, 
	sentence INTEGER NOT NULL, 
	last_sentence INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	quote VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	colour VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	created_at VARCHAR NOT NULL, 
	updated_at VARCHAR NOT NULL, 
	FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE
);

CREATE INDEX ix_annotation_article ON annotation (article_id);

CREATE TABLE article_note (
	article_id INTEGER NOT NULL, 
	text VARCHAR NOT NULL, 
	created_at VARCHAR NOT NULL, 
	updated_at VARCHAR NOT NULL, 
	PRIMARY KEY (article_id), 
	FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE
);

CREATE TABLE saved_search (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	fold VARCHAR NOT NULL, 
	"query" VARCHAR NOT NULL, 
	place INTEGER NOT NULL, 
	created_at VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ux_saved_search_fold ON saved_search (fold);

CREATE TABLE search_pending (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	article_id INTEGER NOT NULL
);

CREATE UNIQUE INDEX ux_search_pending_article ON search_pending (article_id);

CREATE TRIGGER search_article_insert AFTER INSERT ON article BEGIN DELETE FROM search_pending WHERE article_id = new.id; INSERT INTO search_pending (article_id) SELECT id FROM article WHERE id = new.id; END;

CREATE TRIGGER search_article_update AFTER UPDATE OF title, author, url, site, language ON article BEGIN DELETE FROM search_pending WHERE article_id = new.id; INSERT INTO search_pending (article_id) SELECT id FROM article WHERE id = new.id; END;

CREATE TRIGGER search_article_body_insert AFTER INSERT ON article_body BEGIN DELETE FROM search_pending WHERE article_id = new.article_id; INSERT INTO search_pending (article_id) SELECT id FROM article WHERE id = new.article_id; END;

CREATE TRIGGER search_article_body_update AFTER UPDATE OF blocks, extras ON article_body BEGIN DELETE FROM search_pending WHERE article_id = new.article_id; INSERT INTO search_pending (article_id) SELECT id FROM article WHERE id = new.article_id; END;

CREATE TRIGGER search_article_body_delete AFTER DELETE ON article_body BEGIN DELETE FROM search_pending WHERE article_id = old.article_id; INSERT INTO search_pending (article_id) SELECT id FROM article WHERE id = old.article_id; END;

CREATE TRIGGER search_article_translation_insert AFTER INSERT ON article_translation BEGIN DELETE FROM search_pending WHERE article_id = new.article_id; INSERT INTO search_pending (article_id) SELECT id FROM article WHERE id = new.article_id; END;

CREATE TRIGGER search_article_translation_update AFTER UPDATE ON article_translation BEGIN DELETE FROM search_pending WHERE article_id = new.article_id; INSERT INTO search_pending (article_id) SELECT id FROM article WHERE id = new.article_id; END;

CREATE TRIGGER search_article_translation_delete AFTER DELETE ON article_translation BEGIN DELETE FROM search_pending WHERE article_id = old.article_id; INSERT INTO search_pending (article_id) SELECT id FROM article WHERE id = old.article_id; END;

CREATE TRIGGER search_annotation_insert AFTER INSERT ON annotation BEGIN DELETE FROM search_pending WHERE article_id = new.article_id; INSERT INTO search_pending (article_id) SELECT id FROM article WHERE id = new.article_id; END;

CREATE TRIGGER search_annotation_update AFTER UPDATE OF note ON annotation BEGIN DELETE FROM search_pending WHERE article_id = new.article_id; INSERT INTO search_pending (article_id) SELECT id FROM article WHERE id = new.article_id; END;

CREATE TRIGGER search_annotation_delete AFTER DELETE ON annotation BEGIN DELETE FROM search_pending WHERE article_id = old.article_id; INSERT INTO search_pending (article_id) SELECT id FROM article WHERE id = old.article_id; END;

CREATE TRIGGER search_article_note_insert AFTER INSERT ON article_note BEGIN DELETE FROM search_pending WHERE article_id = new.article_id; INSERT INTO search_pending (article_id) SELECT id FROM article WHERE id = new.article_id; END;

CREATE TRIGGER search_article_note_update AFTER UPDATE ON article_note BEGIN DELETE FROM search_pending WHERE article_id = new.article_id; INSERT INTO search_pending (article_id) SELECT id FROM article WHERE id = new.article_id; END;

CREATE TRIGGER search_article_note_delete AFTER DELETE ON article_note BEGIN DELETE FROM search_pending WHERE article_id = old.article_id; INSERT INTO search_pending (article_id) SELECT id FROM article WHERE id = old.article_id; END;

CREATE TRIGGER search_article_gone AFTER DELETE ON article BEGIN DELETE FROM search_pending WHERE article_id = old.id; DELETE FROM article_search WHERE rowid = old.id; DELETE FROM article_starts WHERE rowid = old.id; END;

CREATE TABLE pending_retry (
	pending_id INTEGER NOT NULL, 
	attempts INTEGER NOT NULL, 
	next_at VARCHAR NOT NULL, 
	PRIMARY KEY (pending_id), 
	FOREIGN KEY(pending_id) REFERENCES pending_save (id) ON DELETE CASCADE
);

CREATE TABLE sentence_detail (
	source_key VARCHAR NOT NULL, 
	route_id INTEGER NOT NULL, 
	alignment VARCHAR NOT NULL, 
	faults VARCHAR NOT NULL, 
	PRIMARY KEY (source_key, route_id), 
	FOREIGN KEY(source_key, route_id) REFERENCES sentence_translation (source_key, route_id) ON DELETE CASCADE
);

CREATE TABLE translation_health (
	article_id INTEGER NOT NULL, 
	target VARCHAR NOT NULL, 
	report VARCHAR NOT NULL, 
	PRIMARY KEY (article_id, target), 
	FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE
);

CREATE TABLE glossary_term (
	id INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	target VARCHAR NOT NULL, 
	term VARCHAR NOT NULL, 
	translation VARCHAR NOT NULL, 
	created_at VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ux_glossary_term ON glossary_term (source, target, term);

CREATE TABLE translation_job (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	article_id INTEGER NOT NULL, 
	target VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	error VARCHAR NOT NULL, 
	error_values VARCHAR NOT NULL, 
	added_at VARCHAR NOT NULL, 
	FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX ux_translation_job ON translation_job (article_id, target);

CREATE TABLE article_source (
	article_id INTEGER NOT NULL, 
	etag VARCHAR NOT NULL, 
	last_modified VARCHAR NOT NULL, 
	left_out VARCHAR NOT NULL, 
	PRIMARY KEY (article_id), 
	FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE
);

CREATE TABLE article_edit (
	article_id INTEGER NOT NULL, 
	edits VARCHAR NOT NULL, 
	fetched VARCHAR NOT NULL, 
	changed_at VARCHAR NOT NULL, 
	PRIMARY KEY (article_id), 
	FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE
);

CREATE INDEX ix_article_unread ON article (id, trashed_at, archived, unread) WHERE trashed_at = '' AND archived = 0 AND unread = 1;

CREATE INDEX ix_article_trash ON article (id, trashed_at) WHERE trashed_at <> '';

CREATE INDEX ix_article_filters ON article (id, unread, archived, favourite, date, saved_at, words, language);

CREATE TABLE article_origin (
	article_id INTEGER NOT NULL, 
	named_by VARCHAR NOT NULL, 
	page VARCHAR NOT NULL, 
	reached VARCHAR NOT NULL, 
	PRIMARY KEY (article_id), 
	FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE
);

CREATE TABLE pending_origin (
	pending_id INTEGER NOT NULL, 
	named_by VARCHAR NOT NULL, 
	page VARCHAR NOT NULL, 
	reached VARCHAR NOT NULL, 
	agreed VARCHAR NOT NULL, 
	PRIMARY KEY (pending_id), 
	FOREIGN KEY(pending_id) REFERENCES pending_save (id) ON DELETE CASCADE
);

CREATE TABLE import_run (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	format VARCHAR NOT NULL, 
	file VARCHAR NOT NULL, 
	path VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	options VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	started_at VARCHAR NOT NULL, 
	finished_at VARCHAR NOT NULL, 
	rows_total INTEGER NOT NULL, 
	rows_done INTEGER NOT NULL, 
	first_id INTEGER NOT NULL
);

CREATE INDEX ix_import_run_sha256 ON import_run (sha256);

CREATE TABLE import_row (
	import_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	line VARCHAR NOT NULL, 
	digest INTEGER NOT NULL, 
	outcome VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	url VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	article_id INTEGER NOT NULL, 
	effect VARCHAR NOT NULL, 
	PRIMARY KEY (import_id, number), 
	FOREIGN KEY(import_id) REFERENCES import_run (id) ON DELETE CASCADE
);

CREATE INDEX ix_import_row_digest ON import_row (digest);

CREATE INDEX ix_import_row_article ON import_row (article_id) WHERE article_id <> 0;

CREATE TABLE article_waiting (
	article_id INTEGER NOT NULL, 
	error VARCHAR NOT NULL, 
	error_values VARCHAR NOT NULL, 
	attempts INTEGER NOT NULL, 
	next_at VARCHAR NOT NULL, 
	given_up BOOLEAN NOT NULL, 
	PRIMARY KEY (article_id), 
	FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE
);

CREATE TABLE feed (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"key" VARCHAR NOT NULL, 
	url VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	chosen_title VARCHAR NOT NULL, 
	site VARCHAR NOT NULL, 
	named_by VARCHAR NOT NULL, 
	agreed VARCHAR NOT NULL, 
	secret BOOLEAN NOT NULL, 
	etag VARCHAR NOT NULL, 
	last_modified VARCHAR NOT NULL, 
	body_digest VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	error VARCHAR NOT NULL, 
	error_values VARCHAR NOT NULL, 
	failures INTEGER NOT NULL, 
	interval INTEGER NOT NULL, 
	next_at VARCHAR NOT NULL, 
	checked_at VARCHAR NOT NULL, 
	changed_at VARCHAR NOT NULL, 
	added_at VARCHAR NOT NULL, 
	moves VARCHAR NOT NULL
);

CREATE UNIQUE INDEX ux_feed_key ON feed ("key");

CREATE INDEX ix_feed_next ON feed (next_at);

CREATE TABLE feed_item (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"key" VARCHAR NOT NULL, 
	url VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	summary VARCHAR NOT NULL, 
	author VARCHAR NOT NULL, 
	sections VARCHAR NOT NULL, 
	published_at VARCHAR NOT NULL, 
	sort_at VARCHAR NOT NULL, 
	media VARCHAR NOT NULL, 
	media_url VARCHAR NOT NULL, 
	added_at VARCHAR NOT NULL, 
	read_at VARCHAR NOT NULL, 
	opened_at VARCHAR NOT NULL, 
	article_id INTEGER NOT NULL, 
	wanted VARCHAR NOT NULL, 
	translated_to VARCHAR NOT NULL, 
	translated_title VARCHAR NOT NULL, 
	translated_summary VARCHAR NOT NULL
);

CREATE UNIQUE INDEX ux_feed_item_key ON feed_item ("key");

CREATE INDEX ix_feed_item_sort ON feed_item (sort_at, id);

CREATE INDEX ix_feed_item_new ON feed_item (sort_at, id) WHERE read_at = '';

CREATE INDEX ix_feed_item_wanted ON feed_item (id) WHERE wanted <> '';

CREATE INDEX ix_feed_item_article ON feed_item (article_id) WHERE article_id <> 0;

CREATE TABLE feed_item_text (
	item_id INTEGER NOT NULL, 
	html VARCHAR NOT NULL, 
	PRIMARY KEY (item_id), 
	FOREIGN KEY(item_id) REFERENCES feed_item (id) ON DELETE CASCADE
);

CREATE TABLE feed_entry (
	feed_id INTEGER NOT NULL, 
	guid VARCHAR NOT NULL, 
	item_id INTEGER NOT NULL, 
	sort_at VARCHAR NOT NULL, 
	seen_at VARCHAR NOT NULL, 
	PRIMARY KEY (feed_id, guid), 
	FOREIGN KEY(feed_id) REFERENCES feed (id) ON DELETE CASCADE
);

CREATE INDEX ix_feed_entry_item ON feed_entry (item_id, feed_id);

CREATE INDEX ix_feed_entry_sort ON feed_entry (feed_id, sort_at, item_id);

CREATE TABLE feed_request (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	feed_id INTEGER NOT NULL, 
	requested_at VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	status INTEGER NOT NULL, 
	size INTEGER NOT NULL, 
	new INTEGER NOT NULL, 
	error VARCHAR NOT NULL
);

CREATE INDEX ix_feed_request_feed ON feed_request (feed_id);

CREATE TABLE sync_self (
	id INTEGER NOT NULL, 
	machine VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	store VARCHAR NOT NULL, 
	place VARCHAR NOT NULL, 
	sealed INTEGER NOT NULL, 
	clock INTEGER NOT NULL, 
	ahead INTEGER NOT NULL, 
	capturing INTEGER NOT NULL, 
	sent INTEGER NOT NULL, 
	last_at VARCHAR NOT NULL, 
	program VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);

CREATE TABLE sync_dirty (
	kind VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	field VARCHAR NOT NULL, 
	stamp INTEGER NOT NULL, 
	PRIMARY KEY (kind, "key", field)
);

CREATE TABLE sync_thing (
	uid VARCHAR NOT NULL, 
	article_id INTEGER, 
	root VARCHAR NOT NULL, 
	PRIMARY KEY (uid)
);

CREATE INDEX ix_sync_thing_article ON sync_thing (article_id) WHERE article_id IS NOT NULL;

CREATE INDEX ix_sync_thing_root ON sync_thing (root);

CREATE TABLE sync_field (
	uid VARCHAR NOT NULL, 
	field VARCHAR NOT NULL, 
	dots VARCHAR NOT NULL, 
	removed VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	value VARCHAR, 
	PRIMARY KEY (uid, field)
);

CREATE TABLE sync_mark (
	annotation_id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	PRIMARY KEY (annotation_id)
);

CREATE UNIQUE INDEX ux_sync_mark_uid ON sync_mark (uid);

CREATE TABLE sync_held (
	id INTEGER NOT NULL, 
	line VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);

CREATE TABLE sync_outbox (
	seq INTEGER NOT NULL, 
	tag VARCHAR NOT NULL, 
	lines VARCHAR NOT NULL, 
	packs VARCHAR NOT NULL, 
	PRIMARY KEY (seq)
);

CREATE TABLE sync_file (
	machine VARCHAR NOT NULL, 
	seq INTEGER NOT NULL, 
	tag VARCHAR NOT NULL, 
	PRIMARY KEY (machine, seq, tag)
);

CREATE TABLE sync_cursor (
	machine VARCHAR NOT NULL, 
	seq INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	last_at VARCHAR NOT NULL, 
	size INTEGER NOT NULL, 
	PRIMARY KEY (machine)
);

CREATE TABLE sync_blob (
	digest VARCHAR NOT NULL, 
	pack VARCHAR NOT NULL, 
	place INTEGER NOT NULL, 
	size INTEGER NOT NULL, 
	PRIMARY KEY (digest)
);

CREATE TABLE sync_upload (
	digest VARCHAR NOT NULL, 
	PRIMARY KEY (digest)
);

CREATE TABLE sync_wanted (
	digest VARCHAR NOT NULL, 
	PRIMARY KEY (digest)
);

CREATE TABLE feed_rule (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	feed_id INTEGER NOT NULL, 
	"query" VARCHAR NOT NULL, 
	action VARCHAR NOT NULL, 
	argument VARCHAR NOT NULL, 
	daily_limit INTEGER NOT NULL, 
	done_on VARCHAR NOT NULL, 
	done INTEGER NOT NULL, 
	added_at VARCHAR NOT NULL, 
	paused BOOLEAN NOT NULL, 
	place INTEGER NOT NULL
);

CREATE TABLE feed_language (
	feed_id INTEGER NOT NULL, 
	language VARCHAR NOT NULL, 
	PRIMARY KEY (feed_id), 
	FOREIGN KEY(feed_id) REFERENCES feed (id) ON DELETE CASCADE
);

CREATE TABLE sync_fold (
	fold VARCHAR NOT NULL, 
	machine VARCHAR NOT NULL, 
	day INTEGER NOT NULL, 
	days INTEGER NOT NULL, 
	PRIMARY KEY (fold)
);

CREATE TABLE sync_folded (
	fold VARCHAR NOT NULL, 
	machine VARCHAR NOT NULL, 
	seq INTEGER NOT NULL, 
	tag VARCHAR NOT NULL, 
	PRIMARY KEY (fold, machine, seq, tag)
);

CREATE TABLE sync_setting (
	name VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	PRIMARY KEY (name)
);

CREATE TRIGGER sync_article_insert AFTER INSERT ON article WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'article', new.id, '*', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_article_delete AFTER DELETE ON article WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'article', old.id, 'gone', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_text_update AFTER UPDATE OF title, url, author, date, published, language, site, section, description, incomplete, fetched_at ON article WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'article', new.id, 'text', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_saved_update AFTER UPDATE OF requested_url, saved_at ON article WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'article', new.id, 'saved', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_unread_update AFTER UPDATE OF unread ON article WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'article', new.id, 'unread', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_favourite_update AFTER UPDATE OF favourite ON article WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'article', new.id, 'favourite', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_archived_update AFTER UPDATE OF archived ON article WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'article', new.id, 'archived', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_trashed_update AFTER UPDATE OF trashed_at ON article WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'article', new.id, 'trashed', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_opened_update AFTER UPDATE OF opened_at ON article WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'article', new.id, 'opened', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_position_update AFTER UPDATE OF position, progress ON article WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'article', new.id, 'position', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_body_insert AFTER INSERT ON article_body WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'article', new.article_id, 'text', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_body_update AFTER UPDATE OF html, blocks, extras ON article_body WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'article', new.article_id, 'text', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_picture_update AFTER UPDATE ON article_picture WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'article', new.article_id, 'pictures', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_address_insert AFTER INSERT ON article_address WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'article', new.article_id, 'addresses', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_edit_insert AFTER INSERT ON article_edit WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'article', new.article_id, 'edits', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_edit_update AFTER UPDATE OF edits ON article_edit WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'article', new.article_id, 'edits', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_edit_delete AFTER DELETE ON article_edit WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'article', old.article_id, 'edits', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_note_insert AFTER INSERT ON article_note WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'article', new.article_id, 'note', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_note_update AFTER UPDATE ON article_note WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'article', new.article_id, 'note', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_note_delete AFTER DELETE ON article_note WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'article', old.article_id, 'note', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_mark_insert AFTER INSERT ON annotation WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'article', new.article_id, 'mark:' || new.id, clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_mark_update AFTER UPDATE OF note, colour ON annotation WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'article', new.article_id, 'mark:' || new.id, clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_mark_delete AFTER DELETE ON annotation WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'article', old.article_id, 'mark:' || old.id, clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_translation_insert AFTER INSERT ON article_translation WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'article', new.article_id, 'translation:' || new.target, clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_translation_update AFTER UPDATE ON article_translation WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'article', new.article_id, 'translation:' || new.target, clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_translation_delete AFTER DELETE ON article_translation WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'article', old.article_id, 'translation:' || old.target, clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_term_insert AFTER INSERT ON glossary_term WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'term', new.source || char(31) || new.target || char(31) || new.term, 'term', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_term_update AFTER UPDATE ON glossary_term WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'term', new.source || char(31) || new.target || char(31) || new.term, 'term', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_term_delete AFTER DELETE ON glossary_term WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'term', old.source || char(31) || old.target || char(31) || old.term, 'term', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_search_insert AFTER INSERT ON saved_search WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'search', new.fold, 'search', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_search_update AFTER UPDATE ON saved_search WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'search', new.fold, 'search', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_search_delete AFTER DELETE ON saved_search WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'search', old.fold, 'search', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_pair_insert AFTER INSERT ON sentence_translation WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'pair', new.source_key || char(31) || new.route_id, 'pair', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_pair_update AFTER UPDATE ON sentence_translation WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'pair', new.source_key || char(31) || new.route_id, 'pair', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_pair_delete AFTER DELETE ON sentence_translation WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'pair', old.source_key || char(31) || old.route_id, 'pair', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_feed_insert AFTER INSERT ON feed WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'feed', new.key, 'feed', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_feed_delete AFTER DELETE ON feed WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'feed', old.key, 'feed', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_feed_secret AFTER UPDATE OF secret ON feed WHEN (SELECT capturing FROM sync_self) AND (old.secret <> new.secret) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'feed', new.key, 'feed', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_feed_name AFTER UPDATE OF chosen_title ON feed WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'feed', new.key, 'name', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_feed_move AFTER UPDATE OF key ON feed WHEN (SELECT capturing FROM sync_self) AND (old.key <> new.key) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'feed', new.key, 'moved:' || old.key, clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'feed', new.key, 'name', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'feed', old.key, 'feed', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; INSERT OR IGNORE INTO sync_dirty (kind, key, field, stamp) SELECT 'rule', feed_rule.id, 'rule', clock FROM feed_rule, sync_self WHERE feed_id = new.id; END;

CREATE TRIGGER sync_rule_insert AFTER INSERT ON feed_rule WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'rule', new.id, 'rule', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_rule_update AFTER UPDATE OF feed_id, query, action, argument, daily_limit, paused ON feed_rule WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'rule', new.id, 'rule', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_rule_place AFTER UPDATE OF place ON feed_rule WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'rule', new.id, 'place', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_rule_delete AFTER DELETE ON feed_rule WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'rule', old.id, 'rule', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_seen_update AFTER UPDATE OF read_at, opened_at ON feed_item WHEN (SELECT capturing FROM sync_self) AND (substr(new.key, 1, 5) <> 'feed:' AND (old.read_at <> new.read_at OR old.opened_at <> new.opened_at)) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'seen', new.key, 'seen', clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_seen_insert AFTER INSERT ON feed_item WHEN EXISTS (SELECT 1 FROM sync_field WHERE uid = 'i:' || new.key AND field = 'seen') BEGIN UPDATE feed_item SET (read_at, opened_at) = (SELECT json_extract(value, '$.read'), json_extract(value, '$.opened') FROM sync_field WHERE uid = 'i:' || new.key AND field = 'seen') WHERE id = new.id; END;

CREATE TABLE article_tag (
	article_id INTEGER NOT NULL, 
	tag_id INTEGER NOT NULL, 
	added_at VARCHAR DEFAULT '' NOT NULL, 
	PRIMARY KEY (article_id, tag_id), 
	FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE, 
	FOREIGN KEY(tag_id) REFERENCES tag (id) ON DELETE CASCADE
);

CREATE INDEX ix_article_tag_tag ON article_tag (tag_id, article_id);

CREATE TRIGGER search_article_tag_insert AFTER INSERT ON article_tag BEGIN DELETE FROM search_pending WHERE article_id = new.article_id; INSERT INTO search_pending (article_id) SELECT id FROM article WHERE id = new.article_id; END;

CREATE TRIGGER search_article_tag_delete AFTER DELETE ON article_tag BEGIN DELETE FROM search_pending WHERE article_id = old.article_id; INSERT INTO search_pending (article_id) SELECT id FROM article WHERE id = old.article_id; END;

CREATE TRIGGER sync_tag_insert AFTER INSERT ON article_tag WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'article', new.article_id, 'tag:' || (SELECT fold FROM tag WHERE id = new.tag_id), clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END;

CREATE TRIGGER sync_tag_delete AFTER DELETE ON article_tag WHEN (SELECT capturing FROM sync_self) BEGIN UPDATE sync_self SET clock = max(clock + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) + ahead), ahead = max(ahead, clock - CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)); INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'article', old.article_id, 'tag:' || (SELECT fold FROM tag WHERE id = old.tag_id), clock FROM sync_self WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp; END
