-- The further orders of lists (graph.Order): each ranks by one number, as order.go writes it, then by id.

create index contact_oldest on contact (iif(ord = 9999999, ord, -ord), id);
create index contact_sources on contact (ord - sources * 100000000, id);
create index contact_confidence on contact (ord - cast(round(confidence * 1000000) as integer) * 100000000, id);
create index statement_oldest on statement (iif(ord = 9999999, ord, -ord), id);
create index statement_sources on statement (ord - sources * 100000000, id);
create index statement_confidence on statement (ord - cast(round(confidence * 1000000) as integer) * 100000000, id);
