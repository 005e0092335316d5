UNWIND $ids AS id
MERGE (m:Matter {id: id})
ON CREATE SET m:Event
