package privacy_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"chibo/internal/fault"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/privacy"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// lives is one thing kept: how it is counted, and the last day on which it is
// there; "" is for good.
type lives struct{ what, count, last string }

// kept is what a ward holds on the evening of 3 December 2026, and how long.
var kept = []lives{
	{"the answer of a repeated call", `idempotency where tenant = $1 and key = 'k'`, "2027-01-02"},
	{"rows of a list", `import_row where tenant = $1 and import = 'old'`, "2027-03-03"},
	{"the list", `import where tenant = $1 and id = 'old'`, "2027-03-03"},
	{"a device signed out that day", `session where tenant = $1 and device = 'máy đã thoát'`, "2027-12-03"},
	{"a device that runs out in March", `session where tenant = $1 and device = 'máy để đó'`, "2028-03-03"},
	{"a code that ran out", `enrolment where tenant = $1`, "2027-12-10"},
	{"looks", `record_view where tenant = $1`, "2028-12-03"},
	{"an alarm", `read_alarm where tenant = $1 and id = 'a'`, "2028-12-03"},
	{"a request answered", `data_request where tenant = $1 and state = 'refused'`, "2031-12-03"},
	{"its history", `data_request_event e where e.tenant = $1 and e.request in (select q.id from data_request q where q.tenant = $1 and q.state = 'refused')`, "2031-12-03"},
	{"a consent that was replaced", `consent where tenant = $1 and not given`, "2031-12-03"},
	{"a reminder closed", `reminder where tenant = $1 and id = 'closed'`, "2031-12-03"},
	{"the day somebody was asked after", `asked_after where tenant = $1`, "2031-12-03"},
	{"who paid in December", `due where tenant = $1`, "2031-12-31"},
	{"a duty of the year", `duty where tenant = $1`, "2031-12-31"},
	{"what was promised on a visit, once it is closed", `promise where tenant = $1 and id = 'closed'`, "2031-12-03"},
	{"a visit without a promise", `visit where tenant = $1 and id = 'bare'`, "2031-12-03"},
	{"who opened minutes", `paper_opening where tenant = $1`, "2031-12-03"},
	{"the decision under which", `mandate where tenant = $1`, "2031-12-03"},
	{"its scope", `mandate_cell where tenant = $1`, "2031-12-03"},
	{"a plan to help that ended", `assist_plan where tenant = $1 and id = 'closed'`, "2031-12-03"},
	{"its steps", `assist_step where tenant = $1 and plan = 'closed'`, "2031-12-03"},
	{"what was reported on it", `duty_event where tenant = $1`, "2031-12-31"},

	{"a plan to help that is open", `assist_plan where tenant = $1 and id = 'open'`, ""},
	{"a group of households that was taken off", `household_group where tenant = $1 and id = 'ended'`, "2031-12-03"},
	{"that a group was visited in a quarter", `household_round where tenant = $1`, "2031-12-31"},
	{"why somebody is in charge of none", `household_excuse where tenant = $1`, "2031-12-03"},
	{"a group of households somebody is in charge of", `household_group where tenant = $1 and id = 'open'`, ""},
	{"a promise that is open", `promise where tenant = $1 and id = 'open'`, ""},
	{"a request that waits", `data_request where tenant = $1 and state = 'asked'`, ""},
	{"the consent that counts", `consent where tenant = $1 and given`, ""},
	{"a reminder still open", `reminder where tenant = $1 and id = 'open'`, ""},
	{"a list being taken in", `import where tenant = $1 and id = 'busy'`, ""},
	{"a device in use", `session where tenant = $1 and device = 'máy đang dùng'`, ""},
	{"the sum of the month", `due_month where tenant = $1`, ""},
	{"sealed minutes and resolution", `paper where tenant = $1`, ""},
	{"the meeting", `meeting where tenant = $1`, ""},
	{"a comrade who left", `person where tenant = $1 and full_name = 'Đỗ Thị Nga'`, ""},
	{"the log of what was done", `audit_entry where tenant = $1 and action = 'privacy.refused'`, ""},
}

// TestFiveYearsOfNights lets the clock run and looks on the last day of each thing
// and on the day after: nothing goes a day too early, nothing stays a day too long.
func TestFiveYearsOfNights(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		furnish(t, db, c)
		there := func(x lives) (n int64) {
			db.Read(t, store.System, func(rd *store.Reader) (err error) { n, err = rd.Int(`select count(*) from ` + x.count); return })
			return n
		}
		for _, x := range kept {
			if there(x) == 0 {
				t.Fatalf("%s: not there to begin with", x.what)
			}
		}
		var days []string
		for _, x := range kept {
			if x.last != "" {
				end, err := time.Parse(time.DateOnly, x.last)
				if err != nil {
					t.Fatal(err)
				}
				days = append(days, x.last, end.AddDate(0, 0, 1).Format(time.DateOnly))
			}
		}
		slices.Sort(days)
		for _, day := range slices.Compact(append(days, "2032-06-01")) {
			night(t, db, day)
			for _, x := range kept {
				switch n := there(x); {
				case n == 0 && (x.last == "" || day <= x.last):
					t.Errorf("%s: gone on %s, kept until %s", x.what, day, x.last)
				case n > 0 && x.last != "" && day > x.last:
					t.Errorf("%s: still there on %s, kept until %s", x.what, day, x.last)
				}
			}
		}
		db.Read(t, c.Officer, func(rd *store.Reader) error {
			all, err := privacy.AfterEnd(rd)
			if err == nil && (len(all) != 1 || all[0].Name != "Đỗ Thị Nga" || all[0].OrgName != "Chi bộ Tổ dân phố 3") {
				t.Errorf("who left: %+v", all)
			}
			return err
		})
		db.Write(t, store.System, func(tx *store.Tx) error { // decided upon: no more to be decided
			_, err := tx.Exec(`insert into data_state (tenant, person, org, state, since, ask, reason, request, asked_by, asked_at, decided_by, decided_at, refusal, version) values ($1, $2, $3, 'restricted', 1, '', '', '', '', 0, '', 1, '', 1)`, c.Nga.Person, c.Cell)
			return err
		})
		db.Read(t, c.Officer, func(rd *store.Reader) error {
			all, err := privacy.AfterEnd(rd)
			if len(all) != 0 {
				t.Errorf("decided and still waiting: %+v", all)
			}
			return err
		})
	})
}

// night is one night at ten past two.
func night(t *testing.T, db *storetest.DB, day string) {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", day+" 02:10", store.Vietnam)
	if err != nil {
		t.Fatal(err)
	}
	db.Clock.Set(at)
	if err := privacy.Night(context.Background(), db.DB, db.As(store.System), book); err != nil {
		t.Fatal(err)
	}
}

// furnish writes down one of each.
func furnish(t *testing.T, db *storetest.DB, c meetingtest.Cast) {
	t.Helper()
	db.Write(t, c.Loc.Person, func(tx *store.Tx) error {
		if _, err := store.Once(tx, "k", 1, func() (bool, error) { return true, nil }); err != nil {
			return err
		}
		for _, given := range []bool{true, false, true} {
			if err := privacy.Give(tx, book, "phone", given); err != nil {
				return err
			}
		}
		_, err := privacy.AskMine(tx, book, privacy.Asking{Kind: "copy", Text: "Chưa trả lời"})
		return err
	})
	var q privacy.Request
	db.Write(t, c.Mai.Person, func(tx *store.Tx) (err error) {
		q, err = privacy.AskMine(tx, book, privacy.Asking{Kind: "correct", Text: "Tên"})
		return err
	})
	db.Write(t, c.Officer, func(tx *store.Tx) error {
		if _, err := privacy.Refuse(tx, privacy.Answer{ID: q.ID, Version: 1, Text: "Đúng rồi", Basis: "Hồ sơ gốc"}); err != nil {
			return err
		}
		return privacy.Viewed(tx, book, privacy.Look{Subject: c.Loc.Person, What: "record", Post: "officer", Persons: 1})
	})
	db.Write(t, store.System, func(tx *store.Tx) error {
		for _, text := range []string{
			`insert into visit (tenant, id, org, person, day, saw, held_on, dropped_on, version, created_at, by_person) values ($1, 'v', $2, $3, '2026-12-03', 'x', '2026-12-03', '', 1, 0, ''), ($1, 'bare', $2, '', '2026-12-03', 'x', '2026-12-03', '', 1, 0, '')`,
			`insert into household_group (tenant, id, org, name, households, member, given_on, ended_on, version, by_person) values ($1, 'ended', $2, 'x', 3, '', '2026-12-03', '2026-12-03', 1, $3), ($1, 'open', $2, 'y', 3, '', '2026-12-03', '', 1, $3)`,
			`insert into household_round (tenant, household_group, quarter, org, visited_on, by_person) values ($1, 'open', '2026-Q4', $2, '2026-12-03', $3)`,
			`insert into household_excuse (tenant, org, member, reason, since, by_person) select tenant, $2, id, 'age', '2026-12-03', $3 from member where tenant = $1 and id = '` + c.Loc.Member + `'`,
			`insert into assist_plan (tenant, id, org, came_from, person, aim, reasons, why, made_on, until_on, word, word_on, word_text, closed_on, closing, closing_text, version, by_person) values ($1, 'closed', $2, '', $3, 'x', '', 'x', '2026-12-03', '2026-12-03', '', '', '', '2026-12-03', 'settled', '', 1, ''), ($1, 'open', $2, '', $3, 'x', '', 'x', '2026-12-03', '2026-12-03', '', '', '', '', '', '', 1, '')`,
			`insert into mandate (tenant, id, org, person, number, issued_on, issuer, from_month, until_month, ends_on, told, entered_on, ended_on, version, by_person) values ($1, 'd', $2, $3, '7', '2026-12-01', 'x', '2026-11', '2026-11', '2026-12-03', 'now', '2026-12-01', '', 1, '')`,
			`insert into mandate_cell (tenant, mandate, org) select tenant, id, $2 from mandate where tenant = $1 and person = $3`,
			`insert into paper_opening (tenant, org, paper, version, viewer, mandate, day, times, last_at) values ($1, $2, 'p', 1, $3, 'd', '2026-12-03', 1, 0)`,
			`insert into assist_step (tenant, plan, n, text, due_on, result, done_on, version, by_person) select tenant, id, 1, 'x', '2026-12-03', 'x', '2026-12-03', 1, $3 from assist_plan where tenant = $1 and id = 'closed' and org = $2`,
			`insert into promise (tenant, id, visit, org, person, text, due_on, outcome, closed_on, word, word_on, version, by_person) values ($1, 'closed', 'v', $2, $3, 'x', '2026-12-03', 'x', '2026-12-03', '', '', 1, ''), ($1, 'open', 'v', $2, $3, 'x', '2026-12-03', '', '', '', '', 1, '')`,
		} {
			if _, err := tx.Exec(text, c.Cell, c.Officer); err != nil {
				return err
			}
		}
		return nil
	})
	db.Write(t, store.System, func(tx *store.Tx) error {
		if _, err := session.Account(tx, c.Tua.Person, "Người Thử"); err != nil {
			return err
		}
		for _, device := range []string{"máy đã thoát", "máy để đó", "máy đang dùng"} {
			if _, err := session.Begin(tx, c.Tua.Person, device); err != nil {
				return err
			}
		}
		for _, text := range []string{
			`update session set revoked_at = $2 where tenant = $1 and device = 'máy đã thoát'`,
			`update session set expires_at = 4000000000000 where tenant = $1 and device = 'máy đang dùng' and cast($2 as bigint) > 0`,
			`insert into enrolment (tenant, id, person, secret_hash, code_hash, issued_by, issued_at, expires_at, used_at, tries) values ($1, 'e', '` + c.Tua.Person + `', $3, $3, '', cast($2 as bigint), cast($2 as bigint) + 604800000, null, 0)`,
			`insert into read_alarm (tenant, id, viewer, post, at, persons, minutes, rule, seen_at, seen_by, note) values ($1, 'a', '` + c.Officer + `', 'officer', $2, 50, 10, '', null, '', '')`,
			`insert into import (tenant, id, kind, file_name, sha256, state, sheet, layout, total, done, failure, created_at, by_person, version) values ($1, 'old', 'members', 'ds.xlsx', $3, 'done', '', '', 1, 1, '', $2, '', 1), ($1, 'busy', 'members', 'ds.xlsx', $3, 'committing', '', '', 1, 1, '', $2, '', 1)`,
			`insert into import_row (tenant, import, line, cells, verdict, change, member, findings, done_at) values ($1, 'old', 2, '[]', '', '', null, '', $2)`,
		} {
			if err := put(tx, text, tx.Now()); err != nil {
				return err
			}
		}
		for _, text := range []string{
			`insert into meeting (tenant, id, org, period, kind, n, starts_at, day, place, day_reason, state, premeeting, regime_rule, version, created_at, created_by) values ($1, 'm', $2, '2026-12', 'regular', 1, 0, '2026-12-03', '', '', 'sealed', '', '', 1, 0, '')`,
			`insert into reminder (tenant, id, meeting, org, member, person, gist, helper, look_on, again, named, closed_on, at, by_person, version) values ($1, 'closed', 'm', $2, '` + c.Loc.Member + `', '` + c.Loc.Person + `', '', '', '', false, false, '2026-12-03', 0, '', 1), ($1, 'open', 'm', $2, '` + c.Loc.Member + `', '` + c.Loc.Person + `', '', '', '', false, false, null, 0, '', 1)`,
			`insert into asked_after (tenant, member, day, by_person) values ($1, '` + c.Loc.Member + `', '2026-12-03', $2)`,
			`insert into due (tenant, member, month, org, state, amount, version, at, by_person) values ($1, '` + c.Loc.Member + `', '2026-12', $2, 'paid', 1000, 1, 0, '')`,
			`insert into due_month (tenant, org, month, paid, waived, unpaid, amount, rule, at) values ($1, $2, '2026-12', 1, 0, 0, 1000, '', 0)`,
			`insert into duty (tenant, id, org, year, member, what, product, due, rhythm, helper, place, given_on, ended_on, end_reason, version) values ($1, 'd', $2, 2026, '` + c.Loc.Member + `', '', '', '', 'month', '', '', '2026-01-05', null, '', 1)`,
			`insert into duty_event (tenant, id, duty, kind, note, detail, at, by_person) values ($1, 'de', 'd', 'report', '', $2, 0, '')`,
			`insert into paper (tenant, id, meeting, org, type, number, symbol, version, body, salt, commitment, leaf, scribe, scribe_at, chair, chair_at, sealed_at) values ($1, 'p', 'm', $2, 'minutes', 1, '', 1, $3, $3, $3, '', '', 0, '', 0, 0)`,
		} {
			if err := put(tx, text, c.Cell); err != nil {
				return err
			}
		}
		return member.Record(tx, book, member.Event{Member: c.Nga.Member, Kind: member.Ended, From: "2026-12-03", Reason: "left"})
	})
}

func put(tx *store.Tx, text string, arg any) error {
	args := []any{arg}
	if strings.Contains(text, "$3") {
		args = append(args, []byte("x"))
	}
	if _, err := tx.Exec(text, args...); err != nil {
		return fmt.Errorf("%s: %w", text, err)
	}
	return nil
}

// TestANightBrokenOffGoesOn: the count of what went before the break stays, what
// is left goes, and a second call the same night changes nothing.
func TestANightBrokenOffGoesOn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		const before, left = 500, 1203
		db.Write(t, store.System, func(tx *store.Tx) error {
			for n := range left {
				if _, err := tx.Exec(`insert into idempotency (tenant, person, key, request, answer, at) values ($1, '', $2, $4, '', $3)`, fmt.Sprint(n), n, []byte("x")); err != nil {
					return err
				}
			}
			_, err := tx.Exec(`insert into retention_run (tenant, day, class, rule, before, n, done_at) values ($1, '2027-06-01', 'answer', '', '', $2, null)`, before)
			return err
		})
		for range 2 {
			night(t, db, "2027-06-01")
			db.Read(t, c.Officer, func(rd *store.Reader) error {
				all, err := privacy.Runs(rd, 5)
				if err != nil {
					return err
				}
				for _, r := range all {
					if want := map[string]int64{"answer": before + left}[r.Class]; r.Rows != want || r.DoneAt == 0 {
						t.Errorf("%s: %d rows, done %d; %d wanted", r.Class, r.Rows, r.DoneAt, want)
					}
				}
				if len(all) != 7 {
					t.Errorf("%d classes", len(all))
				}
				n, err := rd.Int(`select count(*) from audit_entry where tenant = $1 and action = 'privacy.retention'`)
				if n != 1 {
					t.Errorf("%d entries in the log", n)
				}
				return err
			})
		}
		for who, want := range map[string]fault.Kind{c.Hien.Person: fault.NotFound, c.Mai.Person: fault.NotFound} {
			if err := db.TryRead(who, func(rd *store.Reader) error { _, err := privacy.Runs(rd, 1); return err }); fault.KindOf(err) != want {
				t.Errorf("another reads it: %v", err)
			}
			if err := db.TryRead(who, func(rd *store.Reader) error { _, err := privacy.AfterEnd(rd); return err }); fault.KindOf(err) != want {
				t.Errorf("another reads who left: %v", err)
			}
		}
	})
}

// TestEveryFixedTimeIsActedOn: a class with a time but nobody to act on it would
// be a promise broken; one the night acts on needs a time and a datum in it.
func TestEveryFixedTimeIsActedOn(t *testing.T) {
	used := map[string]bool{}
	for _, d := range book.Personal(day).Data {
		used[d.Keep] = true
	}
	for _, k := range book.Retention(day).Classes {
		if k.Fixed() != privacy.Acts(k.Key) {
			t.Errorf("%s: a time %v, acted on %v", k.Key, k.Fixed(), privacy.Acts(k.Key))
		}
		if !used[k.Key] {
			t.Errorf("%s: nothing is kept under it", k.Key)
		}
	}
}

// TestNoNightReadsAWholeCommittee: each statement of a night starts at an index.
func TestNoNightReadsAWholeCommittee(t *testing.T) {
	db := storetest.SQLite(t)
	meetingtest.Ward(t, db)
	night(t, db, "2030-01-01")
	n := 0
	for _, text := range db.Statements() {
		if !strings.HasPrefix(text, "delete from") || strings.HasPrefix(text, "delete from job") {
			continue
		}
		n++
		args := []any{db.Tenant, 1, 1}[:1+strings.Count(strings.Join(holders(text), ""), "$")-1]
		rows, err := db.Raw().Query("explain query plan "+strings.ReplaceAll(text, "$", "?"), args...)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		for rows.Next() {
			var a, b, c int
			var plan string
			if err := rows.Scan(&a, &b, &c, &plan); err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(plan, "SCAN") && !strings.Contains(plan, "SUBQUERY") || strings.Contains(plan, "(tenant=?)") {
				t.Errorf("%s\n\t%s", plan, text)
			}
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if n < 15 {
		t.Errorf("%d statements", n)
	}
}

// holders are the places of arguments in a statement, each once.
func holders(text string) []string {
	all := regexp.MustCompile(`\$\d`).FindAllString(text, -1)
	slices.Sort(all)
	return slices.Compact(all)
}
