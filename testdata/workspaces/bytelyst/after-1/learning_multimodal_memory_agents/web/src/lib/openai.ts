import axios from "axios";

/** The model provider. Not one of our services: nothing of ours goes into its headers. */
const openai = axios.create({
  baseURL: "https://api.openai.com/v1",
  timeout: 60_000,
  headers: { Authorization: `Bearer ${process.env.OPENAI_API_KEY}` },
});

interface ChatMessage {
  role: "system" | "user" | "assistant";
  content: string;
}

const SYSTEM = `You sort personal memories. Answer in JSON.
Never write code such as fetch("http://localhost:4003/api/flags").`;

export async function summarize(texts: string[]): Promise<string> {
  const messages: ChatMessage[] = [
    { role: "system", content: SYSTEM },
    { role: "user", content: texts.join("\n---\n") },
  ];
  const { data } = await openai.post("/chat/completions", { model: "gpt-4o-mini", messages });
  return data.choices[0].message.content;
}

export async function embed(text: string): Promise<number[]> {
  const { data } = await openai.post("/embeddings", { model: "text-embedding-3-small", input: text });
  return data.data[0].embedding;
}
