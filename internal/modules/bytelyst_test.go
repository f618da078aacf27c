package modules

import (
	"path/filepath"
	"testing"

	"github.com/bytelyst/connaudit/internal/workspace"
)

// TestSample resolves imports of the sample workspace, over its repositories.
func TestSample(t *testing.T) {
	root, err := filepath.Abs("../../testdata/workspaces/bytelyst/before")
	if err != nil {
		t.Fatal(err)
	}
	w, err := workspace.Open(workspace.Options{Dir: root, Home: root})
	if err != nil {
		t.Fatal(err)
	}
	check(t, w, `
learning_voice_ai_agent/user-dashboard-web/src/lib/platform-client.ts @bytelyst/api-client = learning_ai_common_plat/packages/api-client/src/index.ts
learning_voice_ai_agent/user-dashboard-web/src/lib/platform-client.ts @bytelyst/api-client/errors = learning_ai_common_plat/packages/api-client/src/errors.ts
learning_multimodal_memory_agents/web/src/lib/auth.ts @bytelyst/api-client = learning_ai_common_plat/packages/api-client/src/index.ts
learning_ai_common_plat/packages/extraction/src/client.ts @bytelyst/api-client = learning_ai_common_plat/packages/api-client/src/index.ts
learning_ai_common_plat/packages/api-client/src/index.ts ./client.js = learning_ai_common_plat/packages/api-client/src/client.ts
learning_ai_common_plat/services/platform-service/src/server.ts @bytelyst/observability = learning_ai_common_plat/packages/observability/src/index.ts
learning_ai_common_plat/dashboards/admin-web/src/lib/platform-client.ts @/lib/api = learning_ai_common_plat/dashboards/admin-web/src/lib/api.ts
learning_voice_ai_agent/user-dashboard-web/src/components/UsageCard.tsx @/lib/billing-client = learning_voice_ai_agent/user-dashboard-web/src/lib/billing-client.ts
learning_multimodal_memory_agents/web/src/lib/auth.ts @/lib/cosmos = learning_multimodal_memory_agents/web/src/lib/cosmos.ts
learning_ai_clock/web/src/lib/holidays.ts axios = external axios
learning_ai_fastgap/src/screens/FastScreen.tsx ../api/fasts = learning_ai_fastgap/src/api/fasts.ts
learning_voice_ai_agent/backend/src/main.py src.clients.platform_client = learning_voice_ai_agent/backend/src/clients/platform_client.py
learning_voice_ai_agent/backend/src/main.py src.config = learning_voice_ai_agent/backend/src/config.py
learning_voice_ai_agent/backend/src/clients/__init__.py .platform_client = learning_voice_ai_agent/backend/src/clients/platform_client.py
learning_voice_ai_agent/backend/src/main.py httpx = external httpx
learning_voice_ai_agent/backend/src/main.py azure.storage.blob = external azure.storage.blob azure
`)
}
