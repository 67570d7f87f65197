package main

import (
	"context"
	"fmt"

	"chibo/internal/app"
	"chibo/internal/privacy"
)

// nights tells that what is past its time was not taken away lately.
func nights(ctx context.Context, a *app.App, tenant int64) result {
	r := result{what: fmt.Sprintf("Xóa dữ liệu quá hạn của đảng bộ %d", tenant), help: "Để máy chủ chạy; việc xóa chạy lúc 02:10, hoặc ngay khi máy bật lại.", warn: true}
	r.err = told(a.DB.Read(ctx, app.Officer(tenant), privacy.Overdue))
	return r
}
