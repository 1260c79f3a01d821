-- A record as the first release made it: a text file in two versions, a row of JSON, a row that failed.
BEGIN TRANSACTION;
CREATE TABLE appearances (
	path VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	article_id VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	digest VARCHAR NOT NULL, 
	PRIMARY KEY (path, position), 
	FOREIGN KEY(path) REFERENCES files (path) ON DELETE CASCADE, 
	FOREIGN KEY(article_id) REFERENCES articles (article_id)
);
INSERT INTO "appearances" VALUES('/news/b.jsonl',0,'8a526707155a6875',1,'e03c90f28614d63260e689523ce1bfc727dcbf4c0b82155b7306242bd74ea538');
INSERT INTO "appearances" VALUES('/news/a.txt',0,'cc0954782b678ab2',2,'9e56882250812b011b6246d6b2aeecd1320fad9effe81a48c7a79d97ac198cb0');
CREATE TABLE articles (
	serial INTEGER NOT NULL, 
	article_id VARCHAR NOT NULL, 
	identity VARCHAR NOT NULL, 
	status VARCHAR NOT NULL, 
	current INTEGER NOT NULL, 
	current_digest VARCHAR NOT NULL, 
	PRIMARY KEY (serial), 
	UNIQUE (article_id), 
	UNIQUE (identity)
);
INSERT INTO "articles" VALUES(1,'cc0954782b678ab2','file:/news/a.txt#0','current',2,'9e56882250812b011b6246d6b2aeecd1320fad9effe81a48c7a79d97ac198cb0');
INSERT INTO "articles" VALUES(2,'8a526707155a6875','urn:x:1','current',1,'e03c90f28614d63260e689523ce1bfc727dcbf4c0b82155b7306242bd74ea538');
CREATE TABLE files (
	path VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	size INTEGER NOT NULL, 
	reader VARCHAR, 
	outcome VARCHAR NOT NULL, 
	failed BOOLEAN NOT NULL, 
	ingested_at VARCHAR NOT NULL, 
	problems JSON NOT NULL, 
	PRIMARY KEY (path)
);
INSERT INTO "files" VALUES('/news/b.jsonl','2a3dee85a9bd5fc7d64b22bd96f323e96a31b225ed36ec4769d881267b616e2b',157,'json','partly read',1,'2026-11-24T17:16:29+00:00','[["no article: {\"body\": \"\"} has no headline, text or caption", "line 2"]]');
INSERT INTO "files" VALUES('/news/a.txt','9e495c5c16fa5201a59f3d4f9061f1cb3cf29fdb387fc6310474619b9484fc52',23,'text','read',0,'2026-11-24T17:16:29+00:00','[]');
CREATE TABLE photos (
	article_id VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	photo_id VARCHAR NOT NULL, 
	caption TEXT NOT NULL, 
	headline TEXT, 
	byline VARCHAR, 
	credit VARCHAR, 
	rights VARCHAR, 
	place VARCHAR, 
	city VARCHAR, 
	country VARCHAR, 
	taken JSON, 
	people JSON NOT NULL, 
	keywords JSON NOT NULL, 
	path VARCHAR, 
	PRIMARY KEY (article_id, version, start), 
	FOREIGN KEY(article_id, version) REFERENCES versions (article_id, number)
);
CREATE TABLE versions (
	article_id VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	parts JSON NOT NULL, 
	pages JSON NOT NULL, 
	metadata JSON NOT NULL, 
	digest VARCHAR NOT NULL, 
	ingested_at VARCHAR NOT NULL, 
	PRIMARY KEY (article_id, number), 
	FOREIGN KEY(article_id) REFERENCES articles (article_id)
);
INSERT INTO "versions" VALUES('cc0954782b678ab2',1,'Flood

The river rose.','[["headline", 0, 5, null], ["body", 7, 22, null]]','[]','{}','474fe8c36c256ee9528c8dfb1df11ee4d6abf22001f6d7586cf53381ae7865d1','2026-11-24T17:16:29+00:00');
INSERT INTO "versions" VALUES('8a526707155a6875',1,'Bridge opens

The bridge opened.','[["headline", 0, 12, null], ["body", 14, 32, null]]','[]','{"byline": "Ann Lee", "source": "Packet", "published": {"iso": "2020-02-11T09:30:00+01:00", "read_from": "published"}}','e03c90f28614d63260e689523ce1bfc727dcbf4c0b82155b7306242bd74ea538','2026-11-24T17:16:29+00:00');
INSERT INTO "versions" VALUES('cc0954782b678ab2',2,'Flood

The river fell.','[["headline", 0, 5, null], ["body", 7, 22, null]]','[]','{}','9e56882250812b011b6246d6b2aeecd1320fad9effe81a48c7a79d97ac198cb0','2026-11-24T17:16:29+00:00');
CREATE INDEX ix_articles_current_digest ON articles (current_digest);
CREATE INDEX appearances_by_article ON appearances (article_id);
CREATE INDEX ix_photos_photo_id ON photos (photo_id);
COMMIT;
