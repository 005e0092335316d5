UNWIND $ids AS id
MATCH (c:Contact {id: id})
CALL {
  WITH id
  MATCH ()-[s:SPOKE_WITH {contact: id}]->()
  DELETE s
}
DETACH DELETE c
