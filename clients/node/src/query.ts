// A client whose types graphql-codegen made from the schema and from the query: a wrong field is an error of tsc.
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import type { ContactsQuery } from '../generated/graphql.js';
import { graphql } from '../generated/index.js';

const url = `${process.env.DEMARCHE_URL ?? 'http://localhost:8080'}/graphql`;

const Contacts = graphql(`
  query Contacts($filter: ContactFilter, $first: Int!, $after: String) {
    contacts(filter: $filter, first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        summary
        status
        date {
          start
          granularity
        }
        participants {
          actor {
            __typename
            name
            ... on Person {
              gender
            }
          }
        }
      }
    }
  }
`);

async function ask<R, V>(document: TypedDocumentNode<R, V>, variables: V): Promise<R> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: print(document), variables }),
  });
  const { data, errors } = (await answer.json()) as { data: R; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

let after: string | null = null;
let seen = 0;
for (;;) {
  const { contacts }: ContactsQuery = await ask(Contacts, { filter: { statuses: ['ACTUAL'] }, first: 5, after });
  for (const c of contacts.nodes) {
    console.log(c.date.start ?? 'unknown', c.summary);
    seen++;
  }
  if (!contacts.pageInfo.hasNextPage) {
    console.log(`${seen} of ${contacts.totalCount}`);
    break;
  }
  after = contacts.pageInfo.endCursor ?? null;
}
