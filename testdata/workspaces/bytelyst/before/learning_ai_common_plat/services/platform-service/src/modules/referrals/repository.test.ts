import { beforeEach, describe, expect, it, vi } from 'vitest';

const item = vi.fn();
vi.mock('../../lib/cosmos.js', () => ({ getContainer: () => ({ item }) }));

describe('referrals repository', () => {
  beforeEach(() => {
    item.mockReset();
  });

  it('reads by id and referrer', async () => {
    item.mockReturnValue({ read: async () => ({ resource: { id: 'r1', referrerId: 'u1' } }) });
    const { getById } = await import('./repository.js');
    expect(await getById('r1', 'u1')).toMatchObject({ id: 'r1' });
    expect(item).toHaveBeenCalledWith('r1', 'u1');
  });

  it('answers null when there is none', async () => {
    item.mockReturnValue({ read: async () => ({ resource: undefined }) });
    const { getById } = await import('./repository.js');
    expect(await getById('r2', 'u1')).toBeNull();
  });
});
