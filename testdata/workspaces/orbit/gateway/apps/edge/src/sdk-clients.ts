// T30: clients of SDKs. Some take headers, none is a client that the rules know: silent.
import { A2AClient } from '@a2a-js/sdk/client';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Nango } from '@nangohq/node';
import { WebClient } from '@slack/web-api';
import { AwsRum } from 'aws-rum-web';
import { GraphQLClient } from 'graphql-request';
import jwksClient from 'jwks-rsa';
import { createClient } from 'matrix-js-sdk';
import { HttpClient } from 'typed-rest-client/HttpClient.js';
import { CATALOG_URL, LEDGER_URL } from '@orbit/config';

export const slack = new WebClient(process.env.SLACK_TOKEN);
export const nango = new Nango({ secretKey: process.env.NANGO_SECRET_KEY! });
export const matrix = createClient({ baseUrl: 'https://matrix.orbit.internal' });
export const keys = jwksClient({ jwksUri: `${LEDGER_URL}/.well-known/jwks.json`, requestHeaders: { accept: 'application/json' } });
export const rum = new AwsRum('edge', '1.0.0', 'eu-central-1', { endpoint: 'https://dataplane.rum.eu-central-1.amazonaws.com' });
export const graph = new GraphQLClient(`${CATALOG_URL}/graphql`, { headers: { accept: 'application/json' } });
export const agent = new A2AClient(`${CATALOG_URL}/agent`);
export const tools = new StreamableHTTPClientTransport(new URL(`${CATALOG_URL}/mcp`), { requestInit: { headers: { accept: '*/*' } } });

export async function items(): Promise<unknown> {
  const http = new HttpClient('edge');
  const response = await http.get(`${CATALOG_URL}/items`, { additionalHeaders: { accept: 'application/json' } });
  await graph.request('{ items { sku } }');
  await slack.chat.postMessage({ channel: 'ops', text: 'items read' });
  return response.readBody();
}
