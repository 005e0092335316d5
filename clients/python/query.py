"""A client with Python's gql: the schema is fetched, the query is checked against it, pages are walked by cursor."""

import os

from gql import Client, gql
from gql.transport.aiohttp import AIOHTTPTransport

URL = os.environ.get("DEMARCHE_URL", "http://localhost:8080") + "/graphql"

QUERY = gql(
    """
    query Contacts($after: String) {
      contacts(filter: { statuses: ACTUAL }, first: 5, after: $after) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes { summary date { start } evidence { quote } }
      }
    }
    """
)

client = Client(transport=AIOHTTPTransport(url=URL), fetch_schema_from_transport=True)
seen, after = 0, None
while True:
    QUERY.variable_values = {"after": after}
    contacts = client.execute(QUERY)["contacts"]
    for contact in contacts["nodes"]:
        assert contact["evidence"], contact
        print(contact["date"]["start"] or "unknown", contact["summary"])
        seen += 1
    if not contacts["pageInfo"]["hasNextPage"]:
        break
    after = contacts["pageInfo"]["endCursor"]
print(f"{seen} of {contacts['totalCount']}")
