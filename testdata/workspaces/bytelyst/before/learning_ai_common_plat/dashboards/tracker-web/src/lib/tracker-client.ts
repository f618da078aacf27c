import * as http from '@bytelyst/api-client';
import { selectedProduct } from '@/lib/product';

export type IssueState = 'open' | 'in_progress' | 'done' | 'wont_fix';

export interface Issue {
  id: string;
  title: string;
  body: string;
  state: IssueState;
  labels: string[];
  createdAt: string;
}

export interface Page<T> {
  items: T[];
  next: string | null;
}

const BASE_URL = import.meta.env.VITE_PLATFORM_SERVICE_URL ?? 'http://localhost:4003';

const tracker = http.createApiClient({ // want: request-id; ok: product-id
  baseUrl: `${BASE_URL}/api/tracker`,
  getToken: () => localStorage.getItem('tracker.token'),
  defaultHeaders: {
    // A getter: the product may change while the page is open.
    get 'x-product-id'() {
      return selectedProduct();
    },
  },
});

export function listIssues(state?: IssueState, cursor?: string): Promise<Page<Issue>> {
  return tracker.get<Page<Issue>>('/issues', { query: { state, cursor } });
}

export function createIssue(title: string, body: string, labels: string[] = []): Promise<Issue> {
  return tracker.post<Issue>('/issues', { title, body, labels });
}

export function moveIssue(id: string, state: IssueState): Promise<Issue> {
  return tracker.patch<Issue>(`/issues/${id}`, { state });
}

export async function* allIssues(state?: IssueState): AsyncGenerator<Issue> {
  let cursor: string | undefined;
  do {
    const page = await listIssues(state, cursor);
    yield* page.items;
    cursor = page.next ?? undefined;
  } while (cursor);
}
