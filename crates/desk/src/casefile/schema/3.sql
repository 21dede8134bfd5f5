-- Which office of a state was told; empty where the state has one alone.
ALTER TABLE filing ADD COLUMN office TEXT NOT NULL DEFAULT '';
