package province_test

import (
	"bytes"
	"context"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/counts"
	"chibo/internal/counts/countstest"
	"chibo/internal/i18n"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/office/sheet"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

const month = "2026-12"

// above is the province beside the ward of a test site, its officer signed in.
func above(t *testing.T, s *webtest.Site) countstest.Province {
	t.Helper()
	p := countstest.Found(t, s.DB)
	p.DB.Write(t, store.System, func(tx *store.Tx) error {
		if _, err := session.Account(tx, p.Officer, p.FullName); err != nil {
			return err
		}
		begun, err := session.Begin(tx, p.Officer, "máy thử")
		s.SignIn(p.Officer, begun.Secret)
		return err
	})
	return p
}

// bring sends a file to the page that takes files in.
func bring(t *testing.T, s *webtest.Site, p countstest.Province, name string, data []byte) (int, string, string) {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	_ = m.WriteField("key", store.NewID())
	_ = m.WriteField("thang", month)
	f, err := m.CreateFormFile("file", name)
	if err == nil {
		_, err = f.Write(data)
	}
	if err != nil || m.Close() != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest("POST", link.ProvinceReceive(p.Slug), &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return s.Serve(p.Officer, r)
}

// TestAMonthGoesUpSignedAndIsRead walks it: the ward looks, makes the file, the province
// lists the ward with its key, takes the file in, once, and reads the month.
func TestAMonthGoesUpSignedAndIsRead(t *testing.T) {
	s := webtest.New(t)
	c, p := s.Cast, above(t, s)
	key := countstest.Key(1).Public(s.DB.Tenant)
	s.DB.Write(t, store.System, func(tx *store.Tx) error {
		_, err := tx.Exec(`update tenant set log_key = $2 where tenant = $1`, []byte(key))
		return err
	})
	look := webtest.Text(s.See(c.Officer, link.Counts(s.Ward)+"?thang="+month))
	for _, want := range []string{"Số liệu gửi cấp trên, tháng 12/2026", "Chỉ những số dưới đây được gửi", "Đảng viên 10", key, counts.Fingerprint(key), "Bí thư đảng ủy bật hoặc tắt"} {
		if !strings.Contains(look, want) {
			t.Errorf("the ward's page lacks %q: %s", want, look)
		}
	}
	to := s.Must(c.Officer, link.Counts(s.Ward), "thang", month)
	if page := webtest.Text(s.See(c.Officer, to)); !strings.Contains(page, "Đã tạo tệp lần 1.") {
		t.Errorf("made: %s", page)
	}
	if to = s.Must(c.Officer, link.Counts(s.Ward), "thang", month); !strings.Contains(webtest.Text(s.See(c.Officer, to)), "Số liệu không đổi từ lần 1.") {
		t.Errorf("made again: %s", to)
	}
	s.Refuse(c.Officer, link.Counts(s.Ward), http.StatusUnprocessableEntity, "Tháng này chưa đến", "thang", "2027-02")
	_, file := s.Get(c.Officer, link.CountsFile(s.Ward, 1))

	if page := webtest.Text(s.See(p.Officer, link.Province(p.Slug))); !strings.Contains(page, "Chưa có xã, phường nào trong danh sách.") {
		t.Errorf("the empty province: %s", page)
	}
	if code, to, _ := s.Serve(p.Officer, httptest.NewRequest("GET", "/", nil)); code != http.StatusSeeOther || to != link.Province(p.Slug) {
		t.Errorf("the home of the province officer: %d %s", code, to)
	}
	code, _, body := bring(t, s, p, "so-lieu.json", []byte(file))
	if want := fmt.Sprintf("Mã số %d không có trong danh sách. Chưa nhận gì.", s.DB.Tenant); code != http.StatusUnprocessableEntity || !strings.Contains(webtest.Text(body), want) {
		t.Errorf("unknown: %d %s", code, webtest.Text(body))
	}
	s.See(p.Officer, link.ProvinceNew(p.Slug))
	number := fmt.Sprint(s.DB.Tenant)
	s.Refuse(p.Officer, link.ProvinceNew(p.Slug), http.StatusUnprocessableEntity, "Dấu vân không khớp với khóa.", "number", number, "name", "Phường Sông Xanh", "way", "file", "verifier", key, "fingerprint", "0000", "from", "11/2026")
	one := s.Must(p.Officer, link.ProvinceNew(p.Slug), "number", number, "name", "Phường Sông Xanh", "way", "file", "verifier", key, "fingerprint", counts.Fingerprint(key), "from", "11/2026")
	s.Must(p.Officer, link.ProvinceNew(p.Slug), "number", "1100102", "name", "Xã Mường Lống", "way", "sheet", "from", "11/2026")
	s.Must(p.Officer, link.ProvinceNew(p.Slug), "number", "1100103", "name", "Xã Pa Nậm", "way", "sheet", "from", "11/2026")
	s.Refuse(p.Officer, link.ProvinceNew(p.Slug), http.StatusUnprocessableEntity, "Mã số này đã có trong danh sách: Xã Pa Nậm.", "number", "1100103", "name", "Xã khác", "way", "sheet", "from", "11/2026")

	if code, _, body = bring(t, s, p, "so-lieu.json", []byte(strings.Replace(file, `"cells": 2`, `"cells": 9`, 1))); code != http.StatusUnprocessableEntity || !strings.Contains(webtest.Text(body), "Chữ ký không đúng khóa của Phường Sông Xanh") {
		t.Errorf("altered: %d %s", code, webtest.Text(body))
	}
	if code, to, body = bring(t, s, p, "so-lieu.json", []byte(file)); code != http.StatusSeeOther || !strings.Contains(webtest.Text(s.See(p.Officer, to)), "Đã nhận số liệu tháng 12/2026 của Phường Sông Xanh: 0/2 chi bộ đã sinh hoạt.") {
		t.Errorf("taken: %d %s", code, webtest.Text(body))
	}
	if _, to, _ = bring(t, s, p, "so-lieu.json", []byte(file)); !strings.Contains(webtest.Text(s.See(p.Officer, to)), "đã nhận trước đây. Không có gì thay đổi.") {
		t.Errorf("twice: %s", to)
	}
	xlsx := typed(t, []any{1100102, "Xã Mường Lống", 22, 12, 10, 9})
	if code, to, body = bring(t, s, p, "so-lieu.xlsx", xlsx); code != http.StatusSeeOther || !strings.Contains(webtest.Text(s.See(p.Officer, to)), "Đã nhận 1 dòng của tháng 12/2026.") {
		t.Errorf("typed: %d %s", code, webtest.Text(body))
	}
	if code, _, body = bring(t, s, p, "so-lieu.xlsx", typed(t, []any{1100102, "", "hai"}, []any{1100999, "", 3})); code != http.StatusUnprocessableEntity ||
		!strings.Contains(webtest.Text(body), "Dòng 2, cột “Chi bộ phải sinh hoạt”: “hai” không phải số đúng.") || !strings.Contains(webtest.Text(body), "Dòng 3: mã số “1100999” không có trong danh sách.") {
		t.Errorf("wrong lines: %d %s", code, webtest.Text(body))
	}
	page := webtest.Text(s.See(p.Officer, link.Province(p.Slug)+"?thang="+month))
	for _, want := range []string{"Toàn tỉnh, tháng 12/2026", "2/3 xã, phường có số liệu", "Chưa có: Xã Pa Nậm", "Nhập từ bảng tính: Xã Mường Lống", "12/24 (50%) của 2 nơi ấy", "Cần quan tâm (1)", "Xã Mường Lống 9/22 chi bộ quá hạn chưa báo", "10 (của 1/2 nơi có số này)", "Xem 1 nơi cần quan tâm"} {
		if !strings.Contains(page, want) {
			t.Errorf("the month lacks %q: %s", want, page)
		}
	}
	if past := webtest.Text(s.See(p.Officer, link.Province(p.Slug)+"?thang="+month+"&ngay=2026-12-02")); !strings.Contains(past, "0/3 xã, phường có số liệu") || !strings.Contains(past, "Số liệu như đã có cuối ngày 02/12/2026.") {
		t.Errorf("the day before: %s", past)
	}
	if all := webtest.Text(s.See(p.Officer, link.ProvinceCommittees(p.Slug)+"?thang="+month)); !strings.Contains(all, "nhập từ bảng tính, lúc") || !strings.Contains(all, "tệp ký số lần 1") || !strings.Contains(all, "chưa có số liệu") {
		t.Errorf("by commune: %s", all)
	}
	if typed := webtest.Text(s.See(p.Officer, link.ProvinceOne(p.Slug, 1100102)+"?thang="+month)); !strings.Contains(typed, "không có chữ ký số") {
		t.Errorf("one that was typed: %s", typed)
	}
	if got := webtest.Text(s.See(p.Officer, one+"?thang="+month)); !strings.Contains(got, "Các bản đã nhận (1)") {
		t.Errorf("one: %s", got)
	}
	_, data := s.Get(p.Officer, link.ProvinceFile(p.Slug)+"?thang="+month)
	book, err := sheet.Open("x.xlsx", []byte(data), sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := book.Rows(book.Sheets()[0])
	if err != nil || len(rows) < 5 || rows[3].Text(2) != "" || rows[1].Text(2) != "2" || rows[4].Text(2) != "24" || rows[2].Text(8) != "" {
		t.Errorf("the export: %d rows, %v", len(rows), err)
	}
	// nobody else reads it, and she reads nothing else
	for _, who := range []string{c.Officer, c.Hien.Person} {
		if code, _ := s.Get(who, link.Province(p.Slug)); code != http.StatusNotFound {
			t.Errorf("the ward reads the province: %d", code)
		}
	}
	for _, path := range []string{link.Committee(s.Ward), link.Members(s.Cell.Slug), link.Counts(s.Ward), link.OrgTree(p.Slug), link.Committee(p.Slug), link.Members(p.Slug), link.Privacy(p.Slug)} {
		if code, _ := s.Get(p.Officer, path); code != http.StatusNotFound {
			t.Errorf("the province officer opens %s: %d", path, code)
		}
	}
}

// TestTheWardsSecretaryLetsItGoUp: the switch is hers alone, and says what came of it.
func TestTheWardsSecretaryLetsItGoUp(t *testing.T) {
	s := webtest.New(t)
	c, p := s.Cast, above(t, s)
	s.DB.Write(t, store.System, func(tx *store.Tx) error {
		_, err := member.Appoint(tx, member.Post{Person: c.Loc.Person, Post: access.WardSecretary, Org: c.Ward, From: "2026-01-01"})
		return err
	})
	if code, _, _ := s.Post(c.Officer, link.CountsConsent(s.Ward), "above", "1100000", "version", "0"); code != http.StatusNotFound {
		t.Errorf("the officer switched it: %d", code)
	}
	s.Refuse(c.Loc.Person, link.CountsConsent(s.Ward), http.StatusUnprocessableEntity, "Mã số cấp trên chưa đúng. Chưa bật gửi.", "above", "", "version", "0")
	s.Must(c.Loc.Person, link.CountsConsent(s.Ward), "above", fmt.Sprint(p.DB.Tenant), "version", "0")
	send := func() string {
		if err := counts.Send(meetingtest.Book)(context.Background(), s.DB.DB, store.Viewer{Tenant: s.DB.Tenant, Person: store.System}, nil); err != nil {
			t.Fatal(err)
		}
		return webtest.Text(s.See(c.Loc.Person, link.Counts(s.Ward)))
	}
	if got := send(); !strings.Contains(got, "chưa ghi đảng ủy vào danh sách") || !strings.Contains(got, "chưa đến nơi") {
		t.Errorf("nobody takes it: %s", got)
	}
	p.List(t, s.DB.Tenant, "Phường Sông Xanh", counts.ByServer, "", "2026-01")
	if got := send(); !strings.Contains(got, "Lần gửi gần nhất đã đến nơi.") || !strings.Contains(got, "Máy chủ đã gửi lúc") {
		t.Errorf("it arrived: %s", got)
	}
	if got := webtest.Text(s.See(p.Officer, link.Province(p.Slug)+"?thang="+month)); !strings.Contains(got, "1/1 xã, phường có số liệu") {
		t.Errorf("the province: %s", got)
	}
	s.Must(c.Loc.Person, link.CountsConsent(s.Ward), "act", "stop", "version", "1")
	if got := webtest.Text(s.See(c.Loc.Person, link.Counts(s.Ward))); !strings.Contains(got, "Đang tắt.") {
		t.Errorf("stopped: %s", got)
	}
}

// TestManyCommunesComeInPages: 300 of them are read fifty at a time.
func TestManyCommunesComeInPages(t *testing.T) {
	s := webtest.New(t)
	p := above(t, s)
	p.DB.Write(t, p.Officer, func(tx *store.Tx) error {
		for n := range 120 {
			if _, err := counts.List(tx, p.Org, counts.Listing{Number: int64(1100100 + n), Name: fmt.Sprintf("Xã số %03d", n), Way: counts.BySheet, From: "2026-01"}); err != nil {
				return err
			}
		}
		return nil
	})
	here := link.ProvinceCommittees(p.Slug)
	if first := webtest.Text(s.See(p.Officer, here)); !strings.Contains(first, "Xã số 049") || strings.Contains(first, "Xã số 050") || !strings.Contains(first, "Xem 70 nơi tiếp theo") {
		t.Errorf("the first page: %s", first)
	}
	if last := webtest.Text(s.See(p.Officer, here+"?"+url.Values{"tu": {"100"}}.Encode())); !strings.Contains(last, "Xã số 119") || strings.Contains(last, "tiếp theo") {
		t.Errorf("the last page: %s", last)
	}
}

// typed is a filled spreadsheet.
func typed(t *testing.T, rows ...[]any) []byte {
	t.Helper()
	s := sheet.Sheet{Name: "số liệu", Rows: rows}
	for _, name := range []string{"number", "name", "cells", "held", "on_time", "silent"} {
		s.Header = append(s.Header, i18n.For("vi").T("counts.f."+name))
	}
	var b bytes.Buffer
	if err := sheet.Write(&b, []sheet.Sheet{s}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
