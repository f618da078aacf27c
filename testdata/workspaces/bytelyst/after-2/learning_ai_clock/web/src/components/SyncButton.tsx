'use client';

import { useState } from 'react';
import { SyncError, syncTimers } from '@/lib/platform-sync';

export function SyncButton() {
  const [message, setMessage] = useState('');

  async function sync(): Promise<void> {
    try {
      const timers = await syncTimers();
      setMessage(`${timers.length} timers`);
    } catch (err) {
      setMessage(err instanceof SyncError ? `Not synced (${err.requestId})` : 'You are offline.');
    }
  }

  return (
    <button type="button" onClick={sync} title={message}>
      Sync
    </button>
  );
}
