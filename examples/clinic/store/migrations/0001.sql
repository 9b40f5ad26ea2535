-- Text and bigint only, so that one file serves SQLite and PostgreSQL. Times are Unix
-- milliseconds, days are ISO dates.

CREATE TABLE account (
  name         TEXT PRIMARY KEY,
  person       TEXT NOT NULL,
  role         TEXT NOT NULL,
  hash         TEXT NOT NULL,
  failures     BIGINT NOT NULL DEFAULT 0,
  locked_until BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE web_session (
  token_hash TEXT PRIMARY KEY,
  account    TEXT NOT NULL REFERENCES account (name),
  made       BIGINT NOT NULL,
  seen       BIGINT NOT NULL
);
CREATE INDEX web_session_seen ON web_session (seen);

-- owner is a person or a group. body is encrypted as a whole.
CREATE TABLE record (
  kind    TEXT NOT NULL,
  id      TEXT NOT NULL,
  owner   TEXT NOT NULL,
  version BIGINT NOT NULL,
  key_id  TEXT NOT NULL,
  at      BIGINT NOT NULL,
  body    TEXT NOT NULL,
  PRIMARY KEY (kind, id)
);
CREATE INDEX record_owner ON record (owner, kind, at);
CREATE INDEX record_key ON record (key_id);

-- Who treats whom, or leads which group: therapist, second, lead, colead.
CREATE TABLE care (
  therapist TEXT NOT NULL,
  subject   TEXT NOT NULL,
  role      TEXT NOT NULL,
  from_day  TEXT NOT NULL,
  until_day TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (therapist, subject, from_day)
);
CREATE INDEX care_subject ON care (subject);

-- What "my day" needs to know of a session without opening it. kind is that of its record.
CREATE TABLE appointment (
  session   TEXT PRIMARY KEY,
  kind      TEXT NOT NULL,
  owner     TEXT NOT NULL,
  therapist TEXT NOT NULL,
  start     BIGINT NOT NULL,
  status    TEXT NOT NULL
);
CREATE INDEX appointment_day ON appointment (therapist, start);

-- Pseudonyms and names of vocabularies only. refusal is 1 where body is a refusal.
CREATE TABLE consent (
  ref     TEXT PRIMARY KEY,
  person  TEXT NOT NULL,
  refusal BIGINT NOT NULL,
  version BIGINT NOT NULL,
  body    TEXT NOT NULL
);
CREATE INDEX consent_person ON consent (person);

-- The chained log. line is the entry; the other columns repeat parts of it for searching.
CREATE TABLE audit (
  seq       BIGINT PRIMARY KEY,
  at        BIGINT NOT NULL,
  subject   TEXT NOT NULL,
  recipient TEXT NOT NULL,
  event     TEXT NOT NULL,
  line      TEXT NOT NULL
);
CREATE INDEX audit_subject ON audit (subject, seq);
CREATE INDEX audit_recipient ON audit (recipient, seq);
CREATE INDEX audit_event ON audit (event, seq);
