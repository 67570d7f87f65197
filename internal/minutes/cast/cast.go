// Package cast puts the named people of the tests into a database: a ward, two
// cells and the members everyone knows. Only tests import it.
package cast

import (
	"fmt"
	"testing"
	"time"

	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/vi"
	"chibo/rules"
)

// Book is the built-in rules.
var Book = rule.MustLoad(rules.FS)

// People of Chi bộ Tổ dân phố 3 (Cell), of another cell and of the committee.
// The member id is the person id with "m-" before it.
const (
	Ward  = "ward"
	Cell  = "cell3"
	Other = "cell4"

	Hien  = "hien"  // Lường Thị Hiên, secretary
	Huy   = "huy"   // Phạm Quốc Huy, scribe
	Loc   = "loc"   // Trần Đức Lộc, member
	Khoa  = "khoa"  // Trần Văn Khoa, deputy
	Mai   = "mai"   // Lò Thị Mai, member
	Anh   = "anh"   // Lò Thị Ánh, probationary
	Tin   = "tin"   // Hoàng Văn Tín, exempt
	Panh  = "panh"  // Cà Văn Panh, secretary of the other cell
	Dung  = "dung"  // Quàng Thị Dung, officer of the ward
	Admin = "admin" // Đỗ Minh Quân, administrator
)

// M is a person's member id.
func M(person string) string { return "m-" + person }

// Build writes the ward as it stands since 2025.
func Build(t testing.TB, db *storetest.DB) {
	t.Helper()
	db.Write(t, store.System, func(tx *store.Tx) error {
		run := func(text string, args ...any) (err error) { _, err = tx.Exec(text, args...); return }
		if err := run(`insert into tenant (tenant, name, level, place, consent_no, consent_day, consent_text, settings, created_at) values ($1, 'Đảng bộ phường Sông Xanh', 'commune', 'Sông Xanh', '', '', '', '{}', 0)`); err != nil {
			return err
		}
		for n, o := range [][]string{{Ward, "Đảng bộ phường Sông Xanh", "commune", "", "a."}, {Cell, "Chi bộ Tổ dân phố 3", "residential", Ward, "a.c."}, {Other, "Chi bộ Tổ dân phố 4", "residential", Ward, "a.d."}} {
			if err := run(`insert into org (tenant, id, code, slug, version, created_at) values ($1, $2, $3, $2, 1, 0)`, o[0], fmt.Sprint(n)); err != nil {
				return err
			}
			if err := run(`insert into org_edge (tenant, org, valid_from, valid_to, parent, name, kind, path, position) values ($1, $2, '2025-07-01', null, $3, $4, $5, $6, $7)`, o[0], store.NullString(o[3]), o[1], o[2], o[4], n); err != nil {
				return err
			}
		}
		for _, p := range [][]string{
			{Hien, "Lường Thị Hiên", Cell, "official", "active"}, {Huy, "Phạm Quốc Huy", Cell, "official", "active"}, {Loc, "Trần Đức Lộc", Cell, "official", "active"},
			{Khoa, "Trần Văn Khoa", Cell, "official", "active"}, {Mai, "Lò Thị Mai", Cell, "official", "active"}, {Anh, "Lò Thị Ánh", Cell, "probationary", "active"},
			{Tin, "Hoàng Văn Tín", Cell, "official", "exempt"}, {Panh, "Cà Văn Panh", Other, "official", "active"}, {Dung, "Quàng Thị Dung", "", "", ""}, {Admin, "Đỗ Minh Quân", "", "", ""}} {
			if err := run(`insert into person (tenant, id, full_name, name_key, other_name, sex, birth, birth_precision, home, phone, ethnicity, religion, version, created_at) values ($1, $2, $3, $4, '', '', '', '', '', '', '', '', 1, 0)`, p[0], p[1], vi.NameKey(p[1])); err != nil {
				return err
			}
			if p[2] == "" {
				continue
			}
			if err := run(`insert into member (tenant, id, person, card_issuer, card_day, admitted_on, official_on, identity_match, note, version, created_at) values ($1, $2, $3, '', '', '2010-01-01', '2011-01-01', '', '', 1, 0)`, M(p[0]), p[0]); err != nil {
				return err
			}
			if err := run(`insert into member_span (tenant, member, from_day, to_day, org, standing, activity) values ($1, $2, '2025-07-01', null, $3, $4, $5)`, M(p[0]), p[2], p[3], p[4]); err != nil {
				return err
			}
		}
		for _, h := range [][]string{{Hien, "secretary", Cell}, {Khoa, "deputy", Cell}, {Panh, "secretary", Other}, {Dung, "officer", Ward}, {Admin, "administrator", Ward}} {
			if err := run(`insert into post_holding (tenant, id, person, post, org, from_day, to_day, decision, at, by_person) values ($1, $2, $3, $4, $5, '2025-07-01', null, '', 0, 'system')`, store.NewID(), h[0], h[1], h[2]); err != nil {
				return err
			}
		}
		return nil
	})
	t.Cleanup(func() {
		_ = db.TryWrite(store.System, func(tx *store.Tx) error { _, err := tx.Exec(`delete from tenant where tenant = $1`); return err })
	})
}

// Meeting writes a regular meeting of a cell in a state, on the day at 19:30,
// with Hien in the chair and Huy as scribe (Panh for both elsewhere).
func Meeting(t testing.TB, db *storetest.DB, id, cell, day, state string) {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", day+" 19:30", store.Vietnam)
	if err != nil {
		t.Fatal(err)
	}
	chair, scribe := Hien, Huy
	if cell != Cell {
		chair, scribe = Panh, Panh
	}
	opened := int64(0)
	if state == "in_session" || state == "closed" {
		opened = at.UnixMilli()
	}
	ended := int64(0)
	if state == "closed" {
		ended = opened + 105*60_000
	}
	db.Write(t, store.System, func(tx *store.Tx) error {
		if _, err := tx.Exec(`insert into meeting (tenant, id, org, period, kind, n, starts_at, day, place, day_reason, state, chair, scribe, premeeting, opened_at, closed_at, regime_rule, version, created_at, created_by)
			values ($1, $2, $3, $4, 'regular', 1, $5, $6, 'Nhà văn hóa tổ 3', '', $7, $8, $9, '', $10, $11, '', 1, 0, 'system')`,
			id, cell, day[:7], at.UnixMilli(), day, state, chair, scribe, store.NullInt(opened), store.NullInt(ended)); err != nil {
			return err
		}
		if _, err := tx.Exec(`insert into agenda_item (tenant, meeting, id, position, code, title, purpose, minutes, presenter, source_kind, source_id, source_text, gist, conclusion, version)
			values ($1, $2, $3, 1, 'tasks', 'Nhiệm vụ tháng tới', 'decide', 40, 'Lường Thị Hiên', '', '', '', '', 'Chi bộ đặt 2 thùng rác đầu ngõ', 1), ($1, $2, $4, 2, 'news', 'Thời sự', 'inform', 20, '', '', '', '', '', '', 1)`, id, id+"-i1", id+"-i2"); err != nil {
			return err
		}
		if opened == 0 {
			return nil
		}
		if scribe != chair {
			if _, err := tx.Exec(`insert into scribe_now (tenant, person, meeting, org) values ($1, $2, $3, $4)`, scribe, id, cell); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(`insert into meeting_roll (tenant, meeting, stage, member, person, full_name, name_key, standing, activity, expected, entitled)
			select s.tenant, $2, 'open', s.member, m.person, p.full_name, p.name_key, s.standing, s.activity, s.activity = 'active', s.standing = 'official'
			from member_span s join member m on m.tenant = s.tenant and m.id = s.member join person p on p.tenant = m.tenant and p.id = m.person where s.tenant = $1 and s.org = $3 and s.to_day is null`, id, cell); err != nil {
			return err
		}
		_, err := tx.Exec(`insert into mark (tenant, meeting, member, status, reason, method, at, by_person, version)
			select r.tenant, r.meeting, r.member, case when r.member = 'm-mai' then 'excused' else 'present' end, case when r.member = 'm-mai' then 'illness' else '' end, 'scribe', $3, $4, 1
			from meeting_roll r where r.tenant = $1 and r.meeting = $2 and r.expected`, id, at.UnixMilli(), scribe)
		return err
	})
}
