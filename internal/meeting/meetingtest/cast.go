// Package meetingtest gives the tests of the meeting's rooms one cast: the cell
// Tổ dân phố 3 of the ward Sông Xanh on the evening of 3 December 2026, and the
// neighbour cell whose secretary must not see it. All people are invented.
package meetingtest

import (
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/rules"
)

// Book is the built-in book of rules.
var Book = rule.MustLoad(rules.FS)

// StartsAt is 19:30 on 3 December 2026.
var StartsAt = time.Date(2026, 12, 3, 19, 30, 0, 0, store.Vietnam).UnixMilli()

// Someone is a member by both ids.
type Someone struct{ Person, Member string }

// Cast is the ward.
type Cast struct {
	Ward, Cell, Other                             string
	Hien, Huy, Loc, Tua, Anh, Tin, Mai, Khoa, Nga Someone
	Neighbour                                     Someone // secretary of the other cell
	Officer                                       string
}

// Ward writes the cast down.
func Ward(t testing.TB, db *storetest.DB) Cast {
	t.Helper()
	var made Cast
	db.Write(t, store.System, func(tx *store.Tx) error {
		var c Cast
		ward, err := org.Create(tx, org.New{Code: "01.001.000.000.000", Name: "Đảng bộ phường Sông Xanh", Kind: "commune", From: "2025-07-01"})
		if err != nil {
			return err
		}
		cell, err := org.Create(tx, org.New{Code: "01.001.000.000.003", Name: "Chi bộ Tổ dân phố 3", Kind: "residential", Parent: ward.ID, From: "2025-07-01"})
		if err != nil {
			return err
		}
		other, err := org.Create(tx, org.New{Code: "01.001.000.000.004", Name: "Chi bộ Tổ dân phố 4", Kind: "residential", Parent: ward.ID, From: "2025-07-01"})
		if err != nil {
			return err
		}
		c.Ward, c.Cell, c.Other = ward.ID, cell.ID, other.ID
		for _, p := range []struct {
			to             *Someone
			name, cell     string
			official       string
			activity, post string
		}{
			{&c.Hien, "Lường Thị Hiên", c.Cell, "2010-05-19", "", "secretary"},
			{&c.Huy, "Phạm Quốc Huy", c.Cell, "2012-02-03", "", ""},
			{&c.Loc, "Trần Đức Lộc", c.Cell, "1999-09-02", "", ""},
			{&c.Mai, "Lò Thị Mai", c.Cell, "2015-03-26", "", ""},
			{&c.Khoa, "Trần Văn Khoa", c.Cell, "2018-11-07", "", ""},
			{&c.Tua, "Giàng A Tủa", c.Cell, "2016-12-22", "away", ""},
			{&c.Anh, "Lò Thị Ánh", c.Cell, "", "", ""},
			{&c.Tin, "Hoàng Văn Tín", c.Cell, "1975-02-03", "exempt", ""},
			{&c.Nga, "Đỗ Thị Nga", c.Cell, "2001-02-03", "suspended", ""},
			{&c.Neighbour, "Quàng Thị Dung", c.Other, "2008-02-03", "", "secretary"},
		} {
			m, err := member.Enter(tx, Book, member.New{Person: member.Person{FullName: p.name}, Org: p.cell, AdmittedOn: "1974-02-03", OfficialOn: p.official, From: "2026-01-01", Activity: p.activity})
			if err != nil {
				return err
			}
			*p.to = Someone{m.PersonID, m.ID}
			if p.post == "" {
				continue
			}
			if _, err := member.Appoint(tx, member.Post{Person: m.PersonID, Post: access.Post(p.post), Org: p.cell, From: "2026-01-01"}); err != nil {
				return err
			}
		}
		officer, err := member.NewPerson(tx, member.Person{FullName: "Vàng Thị Sáo"})
		if err != nil {
			return err
		}
		c.Officer = officer.ID
		if _, err := member.Appoint(tx, member.Post{Person: officer.ID, Post: access.Officer, Org: c.Ward, From: "2026-01-01"}); err != nil {
			return err
		}
		made = c
		return nil
	})
	return made
}

// Planned registers the regular meeting of December.
func (c Cast) Planned(t testing.TB, db *storetest.DB) meeting.Meeting {
	t.Helper()
	var made meeting.Meeting
	db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
		m, err := meeting.Plan(tx, Book, meeting.Planning{Org: c.Cell, Period: "2026-12", Kind: meeting.Regular, StartsAt: StartsAt, Place: "Nhà văn hóa tổ 3"})
		made = m
		return err
	})
	return made
}

// Opened opens it: Hiên chairs, Huy writes.
func (c Cast) Opened(t testing.TB, db *storetest.DB) meeting.Meeting {
	t.Helper()
	made := c.Planned(t, db)
	db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
		m, err := meeting.Open(tx, Book, made.ID, c.Hien.Person, c.Huy.Person)
		if err == nil {
			made = m
		}
		return err
	})
	return made
}
