// Takes the participants from contacts whose participants, order or status changed.
UNWIND $ids AS id
CALL {
  WITH id
  MATCH (:Contact {id: id})<-[t:TOOK_PART]-()
  DELETE t
}
CALL {
  WITH id
  MATCH ()-[s:SPOKE_WITH {contact: id}]->()
  DELETE s
}
