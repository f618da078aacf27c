/** Next.js calls this once per server process, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;

  const vaultUrl = process.env.AZURE_KEYVAULT_URL; // ok: env-example
  if (!vaultUrl) {
    console.warn('no key vault configured; secrets come from the environment');
    return;
  }

  const [{ DefaultAzureCredential }, { SecretClient }] = await Promise.all([
    import('@azure/identity'),
    import('@azure/keyvault-secrets'),
  ]);
  const vault = new SecretClient(vaultUrl, new DefaultAzureCredential());
  const key = await vault.getSecret('cosmos-key');
  if (key.value) process.env.COSMOS_KEY = key.value;
}
