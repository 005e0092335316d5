// Prints the first contact that changes, by graphql-ws over graphql-transport-ws.
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const url = (process.env.DEMARCHE_URL ?? 'http://localhost:8080').replace(/^http/, 'ws') + '/graphql';
const client = createClient({ url, webSocketImpl: WebSocket, lazy: false, retryAttempts: 0 });

client.on('connected', () => console.log('connected'));
const changes = client.iterate<{ contactsChanged: { cursor: string; contact: { summary: string } | null } }>({
  query: 'subscription { contactsChanged(filter: { statuses: ACTUAL }) { cursor contact { summary } } }',
});
for await (const { data, errors } of changes) {
  if (errors) throw new Error(JSON.stringify(errors));
  console.log(data?.contactsChanged.contact?.summary);
  break;
}
await client.dispose();
