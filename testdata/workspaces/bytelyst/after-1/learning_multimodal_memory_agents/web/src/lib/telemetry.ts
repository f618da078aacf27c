/** Usage events, sent in batches to our own route, which stores them. */

export type EventName = "memory_added" | "memory_opened" | "search" | "reflection_read" | "agent_asked";

interface TelemetryEvent {
  name: EventName;
  at: string;
  productId: string;
  properties: Record<string, string | number | boolean>;
}

const BATCH_SIZE = 20;

let queue: TelemetryEvent[] = [];

export function track(name: EventName, properties: TelemetryEvent["properties"] = {}): void {
  queue.push({
    name,
    productId: "mindlyst", // want: hardcoded-product-id
    at: new Date().toISOString(),
    properties,
  });
  if (queue.length >= BATCH_SIZE) flush();
}

/** Also called when the page is hidden; a beacon outlives the page. */
export function flush(): void {
  if (queue.length === 0) return;
  const batch = queue;
  queue = [];
  const sent = navigator.sendBeacon("/api/telemetry", JSON.stringify(batch));
  if (!sent) queue = batch.concat(queue).slice(-BATCH_SIZE * 5);
}

export function installTelemetry(): () => void {
  const onHidden = () => {
    if (document.visibilityState === "hidden") flush();
  };
  document.addEventListener("visibilitychange", onHidden);
  return () => document.removeEventListener("visibilitychange", onHidden);
}
