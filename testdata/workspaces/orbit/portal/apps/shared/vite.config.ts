import { base } from '@portal/vite-config';

export default base();
