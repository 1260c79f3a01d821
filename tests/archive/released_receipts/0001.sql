-- The receipts as the first release kept them: one answer that names two articles.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE receipts (
	serial INTEGER NOT NULL, 
	receipt_id VARCHAR NOT NULL, 
	kept_at VARCHAR NOT NULL, 
	document JSON NOT NULL, 
	PRIMARY KEY (serial), 
	UNIQUE (receipt_id)
);
INSERT INTO receipts VALUES(1,'00c0ffee00c0ffee','2024-05-01T10:00:00+00:00','{"asked_at": "2024-05-01T10:00:00+00:00", "product": "0.1.0", "answer": {"question": "Did the river rise?", "citations": [{"number": 1, "article_id": "cc0954782b678ab2", "quote": "The river rose."}]}}');
CREATE TABLE receipt_articles (
	receipt_id VARCHAR NOT NULL, 
	article_id VARCHAR NOT NULL, 
	PRIMARY KEY (receipt_id, article_id)
);
INSERT INTO receipt_articles VALUES('00c0ffee00c0ffee','8a526707155a6875');
INSERT INTO receipt_articles VALUES('00c0ffee00c0ffee','cc0954782b678ab2');
CREATE INDEX receipts_by_article ON receipt_articles (article_id);
COMMIT;
