package engine

import (
	"path/filepath"
	"testing"
)

// liveCases change one file where the result hangs on it over others.
var liveCases = []struct {
	name  string
	files map[string]string
	edit  string
	then  string
}{
	{
		name: "a name that stands for a library from now on",
		files: map[string]string{
			"web/package.json": `{"name": "web"}`,
			"web/src/http.ts":  "import axios from 'axios';\nimport { other } from 'other';\nconst http = other(axios);\nexport { http };\n",
			"web/src/api.ts": "import { http } from './http';\nexport const api = http.create({ baseURL: '/api', headers: { 'x-request-id': '1' } });\nfetch('http://a/b');\n" +
				"export const load = () => api.get('/x');\n",
			"web/src/use.ts": "import { api } from './api';\nexport const save = () => api.post('/y', {});\nfetch('http://a/c');\n",
		},
		edit: "web/src/http.ts",
		then: "import axios from 'axios';\nimport { other } from 'other';\nconst http = axios;\nexport { http };\n",
	},
	{
		name: "a function that is a library from now on",
		files: map[string]string{
			"web/package.json": `{"name": "web"}`,
			"web/src/http.ts":  "import axios from 'axios';\nconst other = axios;\nfunction http() {}\nhttp.create = () => null;\nexport { http };\n",
			"web/src/api.ts": "import { http } from './http';\nexport const api = http.create({ baseURL: '/api', headers: { 'x-request-id': '1' } });\nfetch('http://a/b');\n" +
				"export const load = () => api.get('/x');\n",
			"web/src/use.ts": "import { api } from './api';\nexport const save = () => api.post('/y', {});\nfetch('http://a/c');\n",
		},
		edit: "web/src/http.ts",
		then: "import axios from 'axios';\nconst http = axios;\nexport { http };\n",
	},
	{
		name: "a function that is a library from now on, over a file that imports it",
		files: map[string]string{
			"web/package.json": `{"name": "web"}`,
			"web/src/own.ts":   "import axios from 'axios';\nconst other = axios;\nfunction http() {}\nhttp.create = () => null;\nexport { http };\n",
			"web/src/http.ts":  "import { http } from './own';\nexport { http };\n",
			"web/src/api.ts": "import { http } from './http';\nexport const api = http.create({ baseURL: '/api', headers: { 'x-request-id': '1' } });\nfetch('http://a/b');\n" +
				"export const load = () => api.get('/x');\n",
			"web/src/use.ts": "import { api } from './api';\nexport const save = () => api.post('/y', {});\nfetch('http://a/c');\n",
		},
		edit: "web/src/own.ts",
		then: "import axios from 'axios';\nconst http = axios;\nexport { http };\n",
	},
	{
		name: "a component that has a script from now on",
		files: map[string]string{
			"web/package.json": `{"name": "web"}`,
			"web/src/Own.vue":  "<template>axios</template>\n",
			"web/src/use.ts":   "import { base } from './Own.vue';\nfetch(base + '/c');\n",
		},
		edit: "web/src/Own.vue",
		then: "<template>axios</template>\n<script lang=\"ts\">\nexport const base = 'http://x';\n</script>\n",
	},
	{
		name: "a word that is nowhere else",
		files: map[string]string{
			"web/package.json": `{"name": "web"}`,
			"web/.env.example": "API_URL=http://x\nBASE_URL=http://y\n",
			"web/src/use.ts":   "fetch(process.env.API_URL + '/c');\n",
			"web/src/more.ts":  "// BASE_URL is read by the container.\nfetch('http://a');\n",
		},
		edit: "web/src/more.ts",
		then: "// It is read by the container.\nfetch('http://a');\n",
	},
	{
		name: "a factory that gives another client",
		files: map[string]string{
			"web/package.json": `{"name": "web"}`,
			"web/src/make.ts":  "import axios from 'axios';\nexport const options = () => ({ headers: { 'x-request-id': '1' } });\n",
			"web/src/api.ts":   "import axios from 'axios';\nimport { options } from './make';\nexport function client(base: string) {\n  return axios.create({ baseURL: base, ...options() });\n}\n",
			"web/src/use.ts":   "import { client } from './api';\nconst api = client('/v1');\nexport const save = () => api.post('/y', {});\n",
			"web/src/more.ts":  "import { client } from './api';\nconst api = client('/v2');\nexport const load = () => api.get('/z');\nfetch('http://a/c', { headers: { 'x-request-id': '2' } });\n",
		},
		edit: "web/src/make.ts",
		then: "import axios from 'axios';\nexport const options = () => ({ headers: {} });\n",
	},
}

// TestLiveFollows makes each change, takes it back, and makes it again.
func TestLiveFollows(t *testing.T) {
	for _, c := range liveCases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			writeFiles(t, dir, map[string]string{"connaudit.yaml": "version: 1\nrepos:\n  - web\n"})
			writeFiles(t, dir, c.files)
			o := Options{Dir: dir, Outside: true, ShowOK: true, ShowUnknown: true}
			l, err := OpenLive(t.Context(), o)
			if err != nil {
				t.Fatal(err)
			}
			sameLive(t, l, o, nil, "untouched")
			abs := filepath.Join(dir, filepath.FromSlash(c.edit))
			for _, text := range []string{c.then, c.files[c.edit], c.then} {
				if l.Change(abs, []byte(text)) != Followed {
					t.Fatal("the change is not followed")
				}
				s := o
				s.Overlay = map[string][]byte{abs: []byte(text)}
				sameLive(t, l, s, s.Overlay, text)
			}
		})
	}
}
