/** For the load balancer; says which platform this server was started against. */
export function GET(): Response {
  const platform = process.env.PLATFORM_SERVICE_URL ?? '';
  const healthy = platform !== '';
  return Response.json({ status: healthy ? 'ok' : 'misconfigured', platform }, { status: healthy ? 200 : 503 });
}
