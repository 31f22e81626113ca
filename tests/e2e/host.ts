// A host that is not as it should be: it serves the page of the tests, with what a test changes.

import { createServer, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo } from 'node:net';

/** An answer. The body is sent whole, or in parts where there are some. */
export type Answer = { status: number; headers: Record<string, string>; body: Buffer; parts?: AsyncIterable<Buffer> };

/** A request: its path and query, and its headers. */
export type Asked = { pathname: string; search: string; headers: IncomingHttpHeaders };

/** Serves what `respond` makes of each request; `page` gives what the page's own server answers to it. */
export const serve = async (
  pageAddress: string,
  respond: (asked: Asked, page: (asked: Asked) => Promise<Answer>) => Promise<Answer>,
) => {
  const page = async ({ pathname, search }: Asked): Promise<Answer> => {
    const response = await fetch(new URL(pathname + search, pageAddress));
    const type = response.headers.get('content-type') ?? 'text/plain';
    return { status: response.status, headers: { 'content-type': type }, body: Buffer.from(await response.arrayBuffer()) };
  };
  const server = createServer(async (request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', pageAddress);
    try {
      const { status, headers, body, parts } = await respond({ pathname, search, headers: request.headers }, page);
      response.writeHead(status, { 'cache-control': 'no-cache', ...headers });
      for await (const part of parts ?? [body]) response.write(part);
      response.end();
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
