// GraphiQL over this server: queries by POST, subscriptions by WebSocket, with the token of the headers editor.
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import { createRoot } from 'react-dom/client';
import './page.css';

const url = new URL('/graphql', location.href);
const socket = new URL(url);
socket.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';

const example = `# Who spoke with whom last, and who says so. Ctrl-Enter runs the query, Ctrl-Space completes.
{
  contacts(first: 5) {
    totalCount
    nodes {
      summary
      status
      medium
      date { start end }
      evidence { quote article { outlet url } }
    }
  }
}
`;

createRoot(document.getElementById('graphiql')!).render(
  <GraphiQL
    fetcher={createGraphiQLFetcher({ url: url.href, subscriptionUrl: socket.href })}
    initialQuery={new URLSearchParams(location.search).get('query') ?? undefined}
    defaultQuery={example}
    shouldPersistHeaders={false}
  >
    <GraphiQL.Logo>
      <a href="/" className="home">Demarche</a>
    </GraphiQL.Logo>
  </GraphiQL>,
);
