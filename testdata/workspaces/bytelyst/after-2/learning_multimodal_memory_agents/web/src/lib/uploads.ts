interface UploadTicket {
  uploadUrl: string;
  blobName: string;
}

const MAX_BYTES = 25 * 1024 * 1024;

async function ticketFor(file: File): Promise<UploadTicket> {
  const response = await fetch("/api/uploads", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name: file.name, type: file.type, size: file.size }),
  });
  if (!response.ok) throw new Error(`no upload ticket: ${response.status}`);
  return (await response.json()) as UploadTicket;
}

/** Sends a photo or recording straight to storage, by the signed address our server hands out. */
export async function upload(file: File): Promise<string> {
  if (file.size > MAX_BYTES) throw new RangeError("The file is larger than 25 MB.");

  const ticket = await ticketFor(file);
  const stored = await fetch(ticket.uploadUrl, { // unknown: request-id product-id
    method: "PUT",
    headers: { "x-ms-blob-type": "BlockBlob", "Content-Type": file.type },
    body: file,
  });
  if (!stored.ok) throw new Error(`upload failed: ${stored.status}`);
  return ticket.blobName;
}
