package inspections

import (
	"context"

	"chibo/internal/i18n"
)

func say(ctx context.Context, key string, args ...any) string {
	return i18n.T(ctx, "inspection."+key, args...)
}
