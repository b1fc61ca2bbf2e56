-- A batch becomes a dead letter for other reasons than a status, and one whose key Statsig refused
-- is none: it waits.
DROP INDEX batch_by_state;

-- Why it is a dead letter; NULL while it waits.
ALTER TABLE batch ADD COLUMN dead_letter TEXT;
UPDATE batch SET dead_letter = 'answered ' || refused_with WHERE refused_with NOT IN (401, 403);
ALTER TABLE batch DROP COLUMN refused_with;

-- Holds all that the status and the bound ask for, so that neither reads a body.
CREATE INDEX batch_by_state ON batch (dead_letter, id, received_at, bytes);

-- One row. Batches lost to the bound in the life of this file.
ALTER TABLE tally RENAME TO loss;
