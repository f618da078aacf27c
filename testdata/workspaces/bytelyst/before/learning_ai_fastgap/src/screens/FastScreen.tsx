import { useEffect, useState } from 'react';
import { Button, Text, View } from 'react-native';
import { currentFast, endFast, startFast } from '../api/fasts';
import type { Fast } from '../api/fasts';

const GOAL_HOURS = 16;

export function FastScreen() {
  const [fast, setFast] = useState<Fast | null>(null);
  const [error, setError] = useState('');

  useEffect(() => {
    currentFast().then((result) => {
      if (result.ok) setFast(result.value);
      else setError(result.failure.message);
    });
  }, []);

  async function toggle(): Promise<void> {
    const result = fast ? await endFast(fast.id) : await startFast(GOAL_HOURS);
    if (!result.ok) {
      setError(`${result.failure.message} (${result.failure.requestId ?? 'no id'})`);
      return;
    }
    setError('');
    setFast(result.value.endedAt ? null : result.value);
  }

  return (
    <View>
      <Text>{fast ? `Fasting since ${new Date(fast.startedAt).toLocaleTimeString()}` : 'Not fasting'}</Text>
      <Button title={fast ? 'Break the fast' : 'Start'} onPress={toggle} />
      {error ? <Text accessibilityRole="alert">{error}</Text> : null}
    </View>
  );
}
