// Prints the members that the client finds from an address on, one line of JSON each.

import { intoConfig, replicateLDES } from "ldes-client";

const client = replicateLDES(intoConfig({ url: process.argv[2] }));

for await (const member of client.stream()) {
  const graphs = new Set(member.quads.map((quad) => quad.graph.value));
  console.log(JSON.stringify({ id: member.id.value, quads: member.quads.length, graphs: [...graphs].sort() }));
}
