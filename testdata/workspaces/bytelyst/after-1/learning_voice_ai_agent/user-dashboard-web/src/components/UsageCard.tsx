'use client';

import { useEffect, useState } from 'react';
import { currentSubscription } from '@/lib/billing-client';
import type { Subscription } from '@/lib/billing-client';

interface Props {
  minutesPerMonth: number;
}

/** `fetch('/api/usage/today')` answers within the page's own origin. */
async function minutesToday(): Promise<number> {
  const response = await fetch('/api/usage/today', { headers: { Accept: 'application/json' } });
  const { minutes } = (await response.json()) as { minutes: number };
  return minutes;
}

export function UsageCard({ minutesPerMonth }: Props) {
  const [subscription, setSubscription] = useState<Subscription | null>(null);
  const [today, setToday] = useState(0);

  useEffect(() => {
    let active = true;
    Promise.all([currentSubscription(), minutesToday()]).then(([current, minutes]) => {
      if (!active) return;
      setSubscription(current);
      setToday(minutes);
    });
    return () => {
      active = false;
    };
  }, []);

  if (!subscription) return <p>Loading…</p>;
  return (
    <section>
      <h2>Minutes</h2>
      <progress max={minutesPerMonth} value={subscription.minutesUsed} />
      <p>
        {subscription.minutesUsed} of {minutesPerMonth} used, {today} of them today
      </p>
    </section>
  );
}
