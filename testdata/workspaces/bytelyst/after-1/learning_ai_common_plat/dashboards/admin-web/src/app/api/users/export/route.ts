import { getContainer } from '@/lib/cosmos';

interface UserRow {
  id: string;
  email: string;
  createdAt: string;
}

function csvField(value: string): string {
  return /[",\n]/.test(value) ? `"${value.replace(/"/g, '""')}"` : value;
}

/** All users as a CSV file, for the support team's mailings. */
export async function GET(request: Request): Promise<Response> {
  const requestId = request.headers.get('x-request-id') ?? 'none';
  const since = new URL(request.url).searchParams.get('since') ?? '1970-01-01';

  const { resources } = await getContainer('users')
    .items.query<UserRow>({
      query: 'SELECT c.id, c.email, c.createdAt FROM c WHERE c.createdAt >= @since',
      parameters: [{ name: '@since', value: since }],
    })
    .fetchAll();

  const lines = resources.map((u) => [u.id, u.email, u.createdAt].map(csvField).join(','));
  console.info('users exported', { requestId, rows: lines.length });
  return new Response(['id,email,created_at', ...lines].join('\n'), {
    headers: { 'Content-Type': 'text/csv', 'Content-Disposition': 'attachment; filename="users.csv"' },
  });
}
