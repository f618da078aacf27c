import { apiClient } from './client';
import type { Result } from './client';

export interface Fast {
  id: string;
  startedAt: string;
  endedAt: string | null;
  goalHours: number;
}

export function currentFast(): Promise<Result<Fast | null>> {
  return apiClient.get<Fast | null>('/fasts/current');
}

export function startFast(goalHours: number): Promise<Result<Fast>> {
  return apiClient.post<Fast>('/fasts', { goalHours, startedAt: new Date().toISOString() });
}

export function endFast(id: string): Promise<Result<Fast>> {
  return apiClient.put<Fast>(`/fasts/${id}`, { endedAt: new Date().toISOString() });
}

/** Hours of each of the last fasts, newest first; unfinished ones are left out. */
export async function recentHours(limit = 14): Promise<number[]> {
  const result = await apiClient.get<Fast[]>(`/fasts?limit=${limit}`);
  if (!result.ok) return [];
  return result.value
    .filter((fast) => fast.endedAt !== null)
    .map((fast) => (Date.parse(fast.endedAt ?? '') - Date.parse(fast.startedAt)) / 3_600_000);
}
