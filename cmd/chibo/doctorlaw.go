package main

import (
	"context"
	"fmt"
	"strings"

	"chibo/internal/app"
	"chibo/internal/privacy"
	"chibo/internal/regulation"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// nights tells that what is past its time was not taken away lately.
func nights(ctx context.Context, a *app.App, tenant int64) result {
	r := result{what: fmt.Sprintf("Xóa dữ liệu quá hạn của đảng bộ %d", tenant), help: "Để máy chủ chạy; việc xóa chạy lúc 02:10, hoặc ngay khi máy bật lại.", warn: true}
	r.err = told(a.DB.Read(ctx, app.Officer(tenant), privacy.Overdue))
	return r
}

// assessed tells that the impact assessment is due or late.
func assessed(ctx context.Context, a *app.App, tenant int64) result {
	r := result{what: fmt.Sprintf("Hồ sơ đánh giá tác động của đảng bộ %d", tenant), help: "Cán bộ đảng ủy nộp hồ sơ, rồi ghi ngày nộp ở trang Hồ sơ đánh giá tác động.", warn: true}
	r.err = told(a.DB.Read(ctx, app.Officer(tenant), func(rd *store.Reader) error {
		book, err := regulation.Book(rd, a.Book)
		if err != nil {
			return err
		}
		x, err := privacy.Assessment(rd, book)
		if err == nil && x.Late {
			err = fmt.Errorf("quá hạn từ ngày %s", vi.ShowDay(x.Due))
		} else if err == nil && x.Remind {
			err = fmt.Errorf("đến hạn ngày %s", vi.ShowDay(x.Due))
		}
		return err
	}))
	return r
}

// leaked tells that data got out and nobody was told yet.
func leaked(ctx context.Context, a *app.App, tenant int64) result {
	r := result{what: fmt.Sprintf("Sự cố dữ liệu của đảng bộ %d", tenant), help: "Báo cơ quan chức năng, rồi ghi ở trang Sự cố lộ, mất dữ liệu."}
	r.err = told(a.DB.Read(ctx, app.Officer(tenant), func(rd *store.Reader) error {
		book, err := regulation.Book(rd, a.Book)
		if err != nil {
			return err
		}
		all, err := privacy.Leaks(rd)
		for _, b := range all {
			if err == nil && b.ToldOn == "" {
				err = fmt.Errorf("phải báo trước %s", store.Clock(b.TellBy(book)).Format("15:04 ngày 02/01/2006"))
			}
		}
		return err
	}))
	return r
}

// adopted names rules of the committee's own that do not hold because this program cannot read them.
func adopted(ctx context.Context, a *app.App, tenant int64) result {
	r := result{what: fmt.Sprintf("Quy định riêng của đảng bộ %d", tenant), help: "Quy định chung đang áp dụng thay. Cán bộ đảng ủy mở trang Quy định riêng, tải bản ấy về, sửa và đề nghị lại.", warn: true}
	r.err = told(a.DB.Read(ctx, app.Officer(tenant), func(rd *store.Reader) error {
		names, err := regulation.Unreadable(rd, a.Book)
		if err == nil && len(names) > 0 {
			err = fmt.Errorf("không đọc được %s", strings.Join(names, ", "))
		}
		return err
	}))
	return r
}
