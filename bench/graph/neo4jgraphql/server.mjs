// Serves the graph that Demarche keeps in Neo4j through @neo4j/graphql and Apollo, as their documentation does it. It prints
// where it listens and stops when it is interrupted.
import { readFileSync } from "node:fs";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { Neo4jGraphQL } from "@neo4j/graphql";
import neo4j from "neo4j-driver";

const typeDefs = readFileSync(new URL("schema.graphql", import.meta.url), "utf8");
const driver = neo4j.driver(process.env.NEO4J_URL ?? "bolt://127.0.0.1:7687");
const server = new ApolloServer({ schema: await new Neo4jGraphQL({ typeDefs, driver }).getSchema() });
const { url } = await startStandaloneServer(server, { listen: { host: "127.0.0.1", port: 0 } });
console.log(url);

process.on("SIGINT", async () => {
  await server.stop();
  await driver.close();
});
