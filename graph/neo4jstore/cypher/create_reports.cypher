UNWIND $rows AS row
CREATE (r:Report) SET r = row.props
WITH r, row
UNWIND row.blocks AS block
CREATE (r)-[:LIES_IN]->(k:Block) SET k = block
