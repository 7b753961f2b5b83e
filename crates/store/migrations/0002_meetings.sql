-- Meetings, their preparation, minutes and promises. `day` and `series_day` are dates, `begins` minutes after midnight of the
-- firm's local time, `duration` minutes; instants are milliseconds since 1970 UTC.

-- An occurrence of a series that somebody touched has the identity that follows from series and day (table/meeting_series.rs).
CREATE TABLE meeting (
    key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,
    customer BLOB, purpose TEXT, kind TEXT, day TEXT, begins INTEGER, duration INTEGER, place TEXT, link TEXT,
    owner BLOB, state TEXT, state_reason TEXT, moved_by_customer INTEGER, series BLOB, series_day TEXT,
    ics_uid TEXT, ics_sequence INTEGER, alarm_minutes INTEGER
);
CREATE INDEX meeting_day ON meeting (day, deleted);
CREATE INDEX meeting_customer ON meeting (customer, day);
CREATE INDEX meeting_series_day ON meeting (series, series_day) WHERE series IS NOT NULL;
-- `rule`: frequency, first and last day, as JSON.
CREATE TABLE meeting_series (
    key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,
    customer BLOB, purpose TEXT, kind TEXT, rule TEXT, begins INTEGER, duration INTEGER, place TEXT, link TEXT,
    owner BLOB, alarm_minutes INTEGER
);
CREATE INDEX meeting_series_customer ON meeting_series (customer);
-- `meeting`: a meeting or a series.
CREATE TABLE meeting_participant (
    key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,
    meeting BLOB, person BLOB, member BLOB, attendance TEXT
);
CREATE INDEX meeting_participant_meeting ON meeting_participant (meeting);
CREATE INDEX meeting_participant_person ON meeting_participant (person) WHERE person IS NOT NULL;
-- One a meeting. `template`: the word of one that is built in, or an identity; `form`: the template as it was, as JSON.
CREATE TABLE preparation (
    key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,
    meeting BLOB, template TEXT, form TEXT, completed_at INTEGER, completed_by BLOB, approved_at INTEGER,
    approved_by BLOB
);
CREATE INDEX preparation_meeting ON preparation (meeting);
CREATE INDEX preparation_template_used ON preparation (template);
-- One a field, of a checklist one an item. Texts are in `text`, everything else in `value`.
CREATE TABLE preparation_answer (
    key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,
    preparation BLOB, field TEXT, item TEXT, text TEXT, value TEXT
);
CREATE INDEX preparation_answer_preparation ON preparation_answer (preparation);
-- One a block: what it said when it was filled, and which of its lines were different from the time before, as JSON.
CREATE TABLE preparation_block (
    key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,
    preparation BLOB, block TEXT, content TEXT, changed TEXT, taken_at INTEGER
);
CREATE INDEX preparation_block_preparation ON preparation_block (preparation);
-- `name` and `form` as JSON.
CREATE TABLE preparation_template (
    key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,
    name TEXT, form TEXT
);
-- One a meeting. `next_step`: meeting, action or none, with what belongs to it; `contact`: logged when they were closed.
CREATE TABLE minutes (
    key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,
    meeting BLOB, wants TEXT, agreed TEXT, internal TEXT, no_promises INTEGER, next_step TEXT, next_meeting BLOB,
    next_action BLOB, next_reason TEXT, closed_at INTEGER, closed_by BLOB, contact BLOB
);
CREATE INDEX minutes_meeting ON minutes (meeting);
CREATE TABLE promise (
    key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,
    customer BLOB, meeting BLOB, direction TEXT, text TEXT, due TEXT, member BLOB, person BLOB, state TEXT,
    settled_on TEXT, evidence TEXT
);
CREATE INDEX promise_customer ON promise (customer, due);
CREATE INDEX promise_meeting ON promise (meeting) WHERE meeting IS NOT NULL;
CREATE INDEX promise_due ON promise (due) WHERE state = 'open' AND deleted = 0;
