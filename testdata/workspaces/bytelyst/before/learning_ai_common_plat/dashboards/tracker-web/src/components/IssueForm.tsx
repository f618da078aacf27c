import { useState } from 'react';
import type { FormEvent } from 'react';
import { createIssue } from '@/lib/tracker-client';

interface Props {
  onCreated: (id: string) => void;
}

async function suggestLabels(title: string): Promise<string[]> {
  const response = await fetch(`/api/suggest-labels?title=${encodeURIComponent(title)}`);
  if (!response.ok) return [];
  return (await response.json()) as string[];
}

export function IssueForm({ onCreated }: Props) {
  const [title, setTitle] = useState('');
  const [body, setBody] = useState('');
  const [error, setError] = useState<string | null>(null);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    try {
      const issue = await createIssue(title, body, await suggestLabels(title));
      onCreated(issue.id);
    } catch (err) {
      setError(err instanceof Error ? err.message : 'The issue could not be saved.');
    }
  }

  return (
    <form onSubmit={submit}>
      <input value={title} onChange={(e) => setTitle(e.target.value)} placeholder="What is wrong?" required />
      <textarea value={body} onChange={(e) => setBody(e.target.value)} />
      {error ? <p role="alert">{error}</p> : null}
      <button type="submit">Create issue</button>
    </form>
  );
}
