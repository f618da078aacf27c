// T18, twin: the same machinery, and an interceptor that adds no id.
import { CATALOG_URL } from '@orbit/config';

interface Config {
  path: string;
  headers: Record<string, string>;
}

class CatalogHttp {
  private interceptors: Array<(cfg: Config) => Config> = [];

  use(interceptor: (cfg: Config) => Config): this {
    this.interceptors.push(interceptor);
    return this;
  }

  get(path: string): Promise<Response> {
    const cfg = this.interceptors.reduce((c, i) => i(c), { path, headers: { Accept: 'application/json' } } as Config);
    return fetch(`${CATALOG_URL}${cfg.path}`, { headers: cfg.headers }); // unknown: request-id
  }
}

const http = new CatalogHttp().use((cfg) => {
  console.debug('GET', cfg.path);
  return cfg;
});

export const items = () => http.get('/items');
