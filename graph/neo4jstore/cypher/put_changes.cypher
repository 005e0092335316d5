UNWIND $rows AS row
CREATE (h:Change)
SET h = row
