import type { WireReply } from './wire-api.ts';

/** What stands before an API answers for it, in its own way: HTML. */
export function gatewayReply(status: 502 | 503): WireReply {
  const title = status === 502 ? '502 Bad Gateway' : '503 Service Temporarily Unavailable';
  return {
    status,
    headers: { 'content-type': 'text/html' },
    body: `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`,
  };
}
