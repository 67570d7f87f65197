package members_test

import (
	"net/http"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/dues"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// TestOneAmountForWhoeverPaid fills the common amount in where the own one is
// empty, and the secretary's home tells how many have not paid, without a name.
func TestOneAmountForWhoeverPaid(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	month := "2026-12"
	path := link.Dues(s.Cell.Slug, "")
	if body := webtest.Text(s.See(c.Hien.Person, link.Home)); strings.Contains(body, "chưa nộp đảng phí") {
		t.Error("a month nobody took down speaks of those who have not paid")
	}
	form := []string{"month", month, "member", c.Loc.Member, "member", c.Huy.Member, "member", c.Tin.Member,
		"state-" + c.Loc.Member, "paid", "state-" + c.Huy.Member, "paid", "state-" + c.Tin.Member, "waived", "amount-" + c.Huy.Member, "45.500"}
	if status, _, body := s.Post(c.Hien.Person, path, append(form, "common", "ba mươi")...); status != http.StatusUnprocessableEntity || !strings.Contains(body, `id="common-error"`) {
		t.Errorf("an amount that is none: %d", status)
	}
	s.Must(c.Hien.Person, path, append(form, "common", "30.000")...)
	s.DB.Read(t, c.Hien.Person, func(rd *store.Reader) error {
		sum, err := dues.Counts(rd, c.Cell, month)
		if sum.Paid != 2 || sum.Amount != 75_500 || sum.Waived != 1 {
			t.Errorf("%+v", sum)
		}
		return err
	})
	s.DB.Write(t, c.Officer, func(tx *store.Tx) error {
		_, err := member.Appoint(tx, member.Post{Person: c.Mai.Person, Post: access.Committee, Org: c.Cell, From: tx.Today()})
		return err
	})
	for who, sees := range map[string]bool{c.Hien.Person: true, c.Mai.Person: false} {
		if body := webtest.Text(s.See(who, link.Home)); strings.Contains(body, "6 đồng chí chưa nộp đảng phí") != sees {
			t.Errorf("the home of one who may open the list: %v\n%s", sees, body)
		}
	}
}

// What the cell before took down is read by the cell a member came to, not
// written there.
func TestDuesOfTheCellBeforeAreReadHere(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	there := strings.Replace(link.Dues(s.Cell.Slug, "2026-12"), "pho-3", "pho-4", 1)
	s.DB.Write(t, c.Hien.Person, func(tx *store.Tx) error {
		_, err := dues.Put(tx, meetingtest.Book, c.Cell, "2026-12", []dues.Entry{{Member: c.Loc.Member, State: dues.Paid, Amount: 60_000}, {Member: c.Mai.Member, State: dues.Paid, Amount: 41_000}})
		return err
	})
	s.DB.Write(t, c.Officer, func(tx *store.Tx) error {
		return member.Record(tx, meetingtest.Book, member.Event{Member: c.Loc.Member, Kind: member.Moved, Org: c.Other, From: "2026-12-03"})
	})
	text := strings.ReplaceAll(webtest.Text(s.See(c.Neighbour.Person, there)), "\u00a0", " ")
	if !strings.Contains(text, "Ghi ở chi bộ trước") || !strings.Contains(text, "Trần Đức Lộc · Đã nộp 60.000 đồng Chi bộ Tổ dân phố 3") || strings.Contains(text, "Lò Thị Mai") || strings.Contains(text, "41.000") {
		t.Error(text)
	}
	s.Refuse(c.Neighbour.Person, strings.Split(there, "?")[0], http.StatusUnprocessableEntity, "", "month", "2026-12", "member", c.Loc.Member, "version-"+c.Loc.Member, "1", "state-"+c.Loc.Member, "paid", "amount-"+c.Loc.Member, "1")
}
