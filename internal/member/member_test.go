package member_test

import (
	"bytes"
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/office/sheet"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/rules"
)

var book = rule.MustLoad(rules.FS)

// ward is a committee with two cells, an officer and a secretary of each cell.
type ward struct{ root, a, b, officer, secA, secB string }

func found(t *testing.T, db *storetest.DB) (w ward) {
	t.Helper()
	db.Write(t, store.System, func(tx *store.Tx) error {
		var got ward
		root, err := org.Create(tx, org.New{Code: "P", Name: "Đảng ủy phường Mẫu", Kind: "commune", From: "2025-07-01"})
		if err != nil {
			return err
		}
		got.root = root.ID
		for i, cell := range []*string{&got.a, &got.b} {
			o, err := org.Create(tx, org.New{Code: []string{"A", "B"}[i], Name: []string{"Chi bộ Tổ dân phố số 1", "Chi bộ Tổ dân phố số 2"}[i], Kind: "residential", Parent: root.ID, From: "2025-07-01"})
			if err != nil {
				return err
			}
			*cell = o.ID
		}
		for _, who := range []struct {
			id   *string
			name string
			org  string
			post access.Post
		}{{&got.officer, "Lương Thị Hiên", root.ID, access.Officer}, {&got.secA, "Trần Văn Khoa", got.a, access.Secretary}, {&got.secB, "Lò Văn Dũng", got.b, access.Secretary}} {
			p, err := member.NewPerson(tx, member.Person{FullName: who.name})
			if err != nil {
				return err
			}
			if _, err := member.Appoint(tx, member.Post{Person: p.ID, Post: who.post, Org: who.org, From: "2025-07-01"}); err != nil {
				return err
			}
			*who.id = p.ID
		}
		w = got
		return nil
	})
	return w
}

func enter(t *testing.T, db *storetest.DB, cell, name string, more func(*member.New)) (m member.Member) {
	t.Helper()
	db.Write(t, store.System, func(tx *store.Tx) (err error) {
		in := member.New{Person: member.Person{FullName: name}, Org: cell, From: "2026-01-01", AdmittedOn: "2000-01-01", OfficialOn: "2001-01-01"}
		if more != nil {
			more(&in)
		}
		m, err = member.Enter(tx, book, in)
		return err
	})
	return m
}

func list(t *testing.T, db *storetest.DB, who string, f member.Filter) (names []string) {
	t.Helper()
	db.Read(t, who, func(rd *store.Reader) error {
		all, _, err := member.List(rd, f)
		names = nil
		for _, m := range all {
			names = append(names, m.FullName)
		}
		return err
	})
	return names
}

func TestSearchNeedsNoMarksAndNamesStandByGivenName(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		w := found(t, db)
		for _, n := range []string{"Phan Trọng Đoàn", "Đỗ Đức Dũng", "Vũ Quang Hòa", "Đào Xuân Hoà", "Bùi Kim Yến", "Trần Văn An"} {
			enter(t, db, w.a, n, nil)
		}
		for q, want := range map[string]string{"doan": "Phan Trọng Đoàn", "dung": "Đỗ Đức Dũng", "hoa": "Đào Xuân Hoà|Vũ Quang Hòa", "HOÀ xuan": "Đào Xuân Hoà", "Hòa": "Đào Xuân Hoà|Vũ Quang Hòa", "xyz": ""} {
			if got := strings.Join(list(t, db, w.secA, member.Filter{Query: q}), "|"); got != want {
				t.Errorf("%s: %s", q, got)
			}
		}
		want := "Trần Văn An|Đỗ Đức Dũng|Phan Trọng Đoàn|Đào Xuân Hoà|Vũ Quang Hòa|Bùi Kim Yến"
		if got := strings.Join(list(t, db, w.officer, member.Filter{Org: w.root}), "|"); got != want {
			t.Errorf("order: %s", got)
		}
		var paged []string
		for after, n := "", 0; n < 9; n++ {
			db.Read(t, w.secA, func(rd *store.Reader) error {
				page, next, err := member.List(rd, member.Filter{Org: w.a, Limit: 2, After: after})
				for _, m := range page {
					paged = append(paged, m.FullName)
				}
				after = next
				return err
			})
			if after == "" {
				break
			}
		}
		if got := strings.Join(paged, "|"); got != want {
			t.Errorf("pages: %s", got)
		}
	})
}

func TestOthersGetNotFound(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		w := found(t, db)
		m := enter(t, db, w.a, "Phan Trọng Đoàn", func(n *member.New) { n.Card = "012000000455" })
		missing := func(what string, err error) {
			t.Helper()
			if fault.KindOf(err) != fault.NotFound || err == nil {
				t.Errorf("%s: %v", what, err)
			}
		}
		attack := func(who store.Viewer) {
			t.Helper()
			ctx := context.Background()
			rd := func(fn func(*store.Reader) error) error { return db.DB.Read(ctx, who, fn) }
			wr := func(fn func(*store.Tx) error) error { return db.DB.Write(ctx, who, fn) }
			missing("get", rd(func(rd *store.Reader) error { _, err := member.Get(rd, m.ID); return err }))
			missing("events", rd(func(rd *store.Reader) error { _, err := member.Events(rd, m.ID); return err }))
			missing("list", rd(func(rd *store.Reader) error { _, _, err := member.List(rd, member.Filter{Org: w.a}); return err }))
			missing("org", rd(func(rd *store.Reader) error { _, err := org.Get(rd, w.a); return err }))
			missing("posts", rd(func(rd *store.Reader) error { _, err := member.Posts(rd, w.a, "2026-12-01"); return err }))
			missing("export", rd(func(rd *store.Reader) error { _, _, err := member.Export(rd, book, w.a, "xlsx"); return err }))
			missing("record", wr(func(tx *store.Tx) error {
				return member.Record(tx, book, member.Event{Member: m.ID, Kind: member.Exempted, From: "2026-12-01"})
			}))
			missing("edit", wr(func(tx *store.Tx) error {
				_, err := member.Edit(tx, member.Edited{ID: m.ID, Version: m.Version, FullName: "X"})
				return err
			}))
			missing("enter", wr(func(tx *store.Tx) error {
				_, err := member.Enter(tx, book, member.New{Person: member.Person{FullName: "X"}, Org: w.a})
				return err
			}))
			missing("appoint", wr(func(tx *store.Tx) error {
				_, err := member.Appoint(tx, member.Post{Person: m.PersonID, Post: access.Officer, Org: w.root, From: "2026-01-01"})
				return err
			}))
			_, err := member.Stage(ctx, db.DB, who, book, member.Upload{Kind: "members", Name: "a.csv", Data: []byte("x")})
			missing("stage", err)
		}
		attack(db.As(w.secB))
		attack(store.Viewer{Tenant: db.Tenant + 1, Person: w.officer})
		attack(db.As(""))
		if got := list(t, db, w.secB, member.Filter{Query: "doan"}); len(got) != 0 {
			t.Errorf("the sibling's search finds %v", got)
		}
		db.Read(t, m.PersonID, func(rd *store.Reader) error { // oneself
			if mine, err := member.Mine(rd); err != nil || mine.ID != m.ID {
				t.Errorf("mine: %v %v", mine, err)
			}
			_, err := member.Get(rd, m.ID)
			return err
		})
	})
}

func TestStatusOfAnyDayAndCorrections(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		w := found(t, db)
		m := enter(t, db, w.a, "Vàng A Chứ", func(n *member.New) { n.OfficialOn = "2027-02-01" })
		if m.Standing != "probationary" {
			t.Errorf("a future official date makes %s", m.Standing)
		}
		record := func(e member.Event) {
			t.Helper()
			e.Member = m.ID
			db.Write(t, w.officer, func(tx *store.Tx) error { return member.Record(tx, book, e) })
		}
		record(member.Event{Kind: member.Exempted, From: "2026-03-01"})
		record(member.Event{Kind: member.Moved, Org: w.b, From: "2026-06-01"})
		on := func(day string) string {
			var got string
			db.Read(t, store.System, func(rd *store.Reader) error {
				for _, cell := range []string{w.a, w.b} {
					all, err := member.Roll(rd, cell, day)
					if err != nil {
						return err
					}
					for _, x := range all {
						got = map[string]string{w.a: "a", w.b: "b"}[cell] + " " + x.Standing + " " + x.Activity
					}
				}
				return nil
			})
			return got
		}
		for day, want := range map[string]string{"2025-12-31": "", "2026-02-28": "a probationary active", "2026-03-01": "a probationary exempt", "2026-06-01": "b probationary exempt", "2027-02-01": "b official exempt"} {
			if got := on(day); got != want {
				t.Errorf("%s: %q", day, got)
			}
		}
		var exempt string
		db.Read(t, w.officer, func(rd *store.Reader) error {
			all, err := member.Events(rd, m.ID)
			for _, e := range all {
				if e.Kind == member.Exempted {
					exempt = e.ID
				}
			}
			return err
		})
		record(member.Event{Kind: member.Exempted, From: "2026-05-01", Corrects: exempt})
		if got := on("2026-04-01"); got != "a probationary active" {
			t.Errorf("after the correction: %q", got)
		}
		record(member.Event{Kind: member.Ended, From: "2026-11-01", Reason: "từ trần"})
		if got := on("2026-12-01"); got != "" {
			t.Errorf("after the end: %q", got)
		}
	})
}

func TestMergeMovesMembersAndDissolutionNeedsAnEmptyCell(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		w := found(t, db)
		m := enter(t, db, w.a, "Lò Thị Ún", nil)
		err := db.TryWrite(w.officer, func(tx *store.Tx) error {
			_, err := member.Reorganise(tx, book, org.Change{Org: w.a, Kind: org.Dissolved, Day: "2026-12-10", Version: 1})
			return err
		})
		if !fault.Is(err, "org_has_members") {
			t.Fatal(err)
		}
		db.Write(t, w.officer, func(tx *store.Tx) error {
			_, err := member.Reorganise(tx, book, org.Change{Org: w.a, Kind: org.Merged, Into: []string{w.b}, Day: "2026-12-10", Version: 1})
			return err
		})
		db.Read(t, store.System, func(rd *store.Reader) error {
			before, _ := member.Roll(rd, w.a, "2026-12-09")
			after, err := member.Roll(rd, w.b, "2026-12-10")
			if len(before) != 1 || len(after) != 1 || after[0].ID != m.ID {
				t.Errorf("%d %d", len(before), len(after))
			}
			return err
		})
	})
}

func TestIdentityNumberIsSealedAndMasked(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		w := found(t, db)
		m := enter(t, db, w.a, "Lý Văn Thắng", nil)
		set := func(tx *store.Tx) error { return member.SetIdentity(tx, m.PersonID, "012089100238") }
		if err := db.TryWrite(w.officer, set); !fault.Is(err, "field_is_off") {
			t.Fatal(err)
		}
		settings(t, db, `{"fields":{"identity_number":true}}`)
		db.Write(t, w.officer, set)
		db.Read(t, w.secA, func(rd *store.Reader) error {
			shown, err := member.Identity(rd, m.PersonID)
			if shown != "••••••••0238" {
				t.Errorf("%q", shown)
			}
			var raw []byte
			if err := rd.Get([]any{&raw}, `select identity_sealed from person where tenant = $1 and id = $2`, m.PersonID); err != nil || bytes.Contains(raw, []byte("0238")) {
				t.Errorf("readable: %v", err)
			}
			return err
		})
	})
}

func TestOnlyTheCommitteeChoosesItsFields(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		w := found(t, db)
		settings(t, db, `{"other":1}`)
		choose := func(org string) func(*store.Tx) error {
			return func(tx *store.Tx) error {
				return member.ChooseFields(tx, book, org, map[string]bool{"religion": true, "full_name": false}, "Quyết định số 5")
			}
		}
		for who, org := range map[string]string{w.secA: w.root, w.officer: w.a} { // no right; a right, but no committee
			if err := db.TryWrite(who, choose(org)); fault.KindOf(err) != fault.NotFound {
				t.Errorf("chosen for %s: %v", org, err)
			}
		}
		db.Write(t, w.officer, choose(w.root))
		db.Read(t, w.officer, func(rd *store.Reader) error {
			on, err := member.Fields(rd, book)
			if !on["religion"] || on["ethnicity"] || !on["full_name"] { // what the rules always keep is not asked
				t.Errorf("kept: %v", on)
			}
			var text string
			if err := rd.Get([]any{&text}, `select settings from tenant where tenant = $1`); err != nil || !strings.Contains(text, `"other":1`) {
				t.Errorf("another choice was lost: %s %v", text, err)
			}
			return err
		})
	})
}

func settings(t *testing.T, db *storetest.DB, text string) {
	t.Helper()
	db.Write(t, store.System, func(tx *store.Tx) error {
		_, err := tx.Exec(`insert into tenant (tenant, name, level, place, consent_no, consent_day, consent_text, settings, created_at) values ($1, '', '', '', '', '', '', $2, 0)`, text)
		return err
	})
}

func staged(t *testing.T, db *storetest.DB, who string, up member.Upload) string {
	t.Helper()
	id, err := member.Stage(context.Background(), db.DB, db.As(who), book, up)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// take stages a file and commits it.
func take(t *testing.T, db *storetest.DB, who string, up member.Upload) (before, after member.Import) {
	t.Helper()
	ctx := context.Background()
	id, err := member.Stage(ctx, db.DB, db.As(who), book, up)
	if err != nil {
		t.Fatal(err)
	}
	db.Read(t, who, func(rd *store.Reader) (err error) { before, err = member.ImportGet(rd, id); return })
	db.Write(t, who, func(tx *store.Tx) error { return member.Commit(tx, id) })
	for done := false; !done; {
		if err := db.Bulk(ctx, db.As(store.System), func(tx *store.Tx) error {
			d, err := member.CommitChunk(tx, book, id, 50)
			done = d
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	db.Read(t, who, func(rd *store.Reader) (err error) { after, err = member.ImportGet(rd, id); return })
	return before, after
}

func sample(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("../../testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestTheSampleWardComesIn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		orgs := member.Upload{Kind: "orgs", Name: "to-chuc-phuong-mau.xlsx", Data: sample(t, "to-chuc-phuong-mau.xlsx")}
		before, _ := take(t, db, store.System, orgs)
		if before.Counts != (member.Counts{New: 21}) {
			t.Fatalf("organisations: %+v", before.Counts)
		}
		if again, _ := take(t, db, store.System, orgs); again.Counts != (member.Counts{Same: 21}) {
			t.Fatalf("organisations again: %+v", again.Counts)
		}
		up := member.Upload{Kind: "members", Name: "dang-vien-phuong-mau.xlsx", Data: sample(t, "dang-vien-phuong-mau.xlsx")}
		preview := staged(t, db, store.System, up)
		first, done := take(t, db, store.System, up)
		if first.Total != 600 || done.State != "done" {
			t.Fatalf("%d rows, %s", first.Total, done.State)
		}
		codes := map[string][]int{}
		db.Read(t, store.System, func(rd *store.Reader) error {
			rows, err := member.ImportRows(rd, preview, "", 0, 1000)
			for _, r := range rows {
				if r.Cells["religion"] != "" || r.Cells["identity_number"] != "" {
					t.Fatal("a field that is off was kept")
				}
				for _, f := range r.Findings {
					codes[f.Code] = append(codes[f.Code], r.Line)
				}
				if r.Verdict != "ok" && len(r.Findings) == 0 {
					t.Errorf("line %d is %s and nobody says why", r.Line, r.Verdict)
				}
			}
			return err
		})
		for _, want := range []string{"duplicate_row", "leading_zero", "year_only", "date_impossible", "date_placeholder", "org_spelling", "name_capitals", "status_spelling", "official_future"} {
			if len(codes[want]) == 0 {
				t.Errorf("no row says %s", want)
			}
		}
		if !slices.Equal(codes["duplicate_row"], []int{105, 204, 302, 403, 506, 607}) {
			t.Errorf("twice: %v", codes["duplicate_row"])
		}
		again, _ := take(t, db, store.System, up)
		if c := again.Counts; c.New+c.Moved+c.Changed+c.Gone != 0 || c.Same != first.Counts.New || c.Doubtful != first.Counts.Doubtful {
			t.Errorf("again: %+v", c)
		}
		exported(t, db, first)
	})
}

// exported checks that what goes out comes in again unchanged, and that a
// newer list tells what is new, moved, changed and gone.
func exported(t *testing.T, db *storetest.DB, first member.Import) {
	t.Helper()
	var data []byte
	db.Read(t, store.System, func(rd *store.Reader) error {
		root, err := org.Root(rd)
		if err != nil {
			return err
		}
		_, data, err = member.Export(rd, book, root.ID, "xlsx")
		return err
	})
	same, _ := take(t, db, store.System, member.Upload{Kind: "members", Name: "xuat.xlsx", Data: data})
	if same.Counts != (member.Counts{Same: first.Counts.New}) {
		t.Errorf("its own export: %+v", same.Counts)
	}
	file, err := sheet.Open("xuat.xlsx", data, sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := file.Rows(file.Sheets()[0])
	if err != nil {
		t.Fatal(err)
	}
	var header []string
	var table [][]any
	column := map[string]int{}
	for i, r := range rows {
		line := make([]any, 0, len(r.Cells))
		for c, cell := range r.Cells {
			if cell.Formula {
				t.Error("a live formula went out")
			}
			if i == 0 {
				header = append(header, cell.Text)
				column[cell.Text] = c
			}
			line = append(line, cell.Text)
		}
		for len(line) < len(rows[0].Cells) {
			line = append(line, "")
		}
		if i > 0 {
			table = append(table, line)
		}
	}
	table[0][column["Điện thoại"]] = "0999999999"
	cell := column["Tổ chức đảng đang sinh hoạt"]
	if table[1][cell] = "Chi bộ Trạm Y tế"; table[2][cell] == "Chi bộ Trạm Y tế" {
		t.Fatal("unlucky sample")
	}
	gone := table[2][column["Họ và tên khai sinh"]]
	fresh := slices.Clone(table[3])
	fresh[column["Họ và tên khai sinh"]], fresh[column["Số thẻ đảng viên"]], fresh[column["Số thẻ cũ"]], fresh[column["Ngày sinh"]] = "Lò Thị Mới", "012999999999", "", "01/02/1990"
	table = append(slices.Delete(table, 2, 3), fresh)
	var out bytes.Buffer
	if err := sheet.Write(&out, []sheet.Sheet{{Name: "A", Header: header, Rows: table}}); err != nil {
		t.Fatal(err)
	}
	newer, _ := take(t, db, store.System, member.Upload{Kind: "members", Name: "moi.xlsx", Data: out.Bytes()})
	if want := (member.Counts{New: 1, Moved: 1, Changed: 1, Gone: 1, Same: first.Counts.New - 3}); newer.Counts != want {
		t.Errorf("newer list: %+v, want %+v", newer.Counts, want)
	}
	if got := list(t, db, store.System, member.Filter{Query: gone.(string)}); len(got) == 0 {
		t.Error("gone from the list, and taken from the roll unasked")
	}
	again, _ := take(t, db, store.System, member.Upload{Kind: "members", Name: "moi.xlsx", Data: out.Bytes()})
	if want := (member.Counts{Gone: 1, Same: first.Counts.New}); again.Counts != want {
		t.Errorf("newer list again: %+v", again.Counts)
	}
}

func TestSpansEqualTheDaysTheyStandFor(t *testing.T) {
	days := []string{"2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04", "2026-01-05", "2026-01-06", "2026-01-07"}
	kinds := []string{member.Moved, member.Exempted, member.Resumed, member.Away, member.TemporaryHere, member.Suspended, member.Official, member.Ended, member.Correct, member.Sent}
	rapid.Check(t, func(t *rapid.T) {
		events := []member.Event{{ID: "e0", Kind: member.Entered, Org: "a", From: rapid.SampledFrom(days).Draw(t, "enter")}}
		for i := range rapid.IntRange(0, 12).Draw(t, "n") {
			e := member.Event{ID: "e" + string(rune('a'+i)), RecordedAt: int64(i + 1), Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), From: rapid.SampledFrom(days).Draw(t, "day")}
			if e.Kind == member.Moved {
				e.Org = rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "org")
			}
			if e.Kind == member.Away || e.Kind == member.Sent {
				e.Org = rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(t, "host")
				e.Counts = rapid.SampledFrom([]string{member.CountsHost, member.CountsHome, member.CountsBoth}).Draw(t, "counts")
			}
			if rapid.Bool().Draw(t, "ends") {
				e.Until = rapid.SampledFrom(days).Draw(t, "until")
				if e.Until <= e.From {
					e.Until = ""
				}
			}
			if e.Kind == member.Correct || rapid.IntRange(0, 4).Draw(t, "corrects") == 0 {
				e.Corrects = events[rapid.IntRange(0, len(events)-1).Draw(t, "old")].ID
				if e.Corrects == "e0" {
					e.Corrects = ""
				}
			}
			events = append(events, e)
		}
		own, stays := member.Derive(events), member.Stays(events)
		for _, spans := range [][]member.Span{own, stays} {
			for i, s := range spans {
				if s.To != "" && s.To <= s.From || i > 0 && (spans[i-1].To == "" || spans[i-1].To > s.From) {
					t.Fatalf("spans overlap: %+v", spans)
				}
			}
		}
		for _, day := range days {
			var got string
			for _, s := range append(slices.Clone(own), stays...) {
				if s.From <= day && (s.To == "" || s.To > day) {
					got += s.Org + " " + s.Standing + " " + s.Activity + "|"
				}
			}
			if want := naive(events, days, day); got != want {
				t.Fatalf("%s: %q, want %q from %+v: %+v", day, got, want, events, append(own, stays...))
			}
		}
	})
}

// naive walks the days one by one, with a list of who is what until when, as one
// would on paper: what has an end lies on top, what has none takes the place of
// all, "resume" strikes out every line of the kind on top.
func naive(events []member.Event, days []string, until string) string {
	type line struct{ kind, until, host, counts string }
	cell, standing := "", "probationary"
	var list []line
	strike := func(out func(line) bool) {
		var rest []line
		for _, l := range list {
			if !out(l) {
				rest = append(rest, l)
			}
		}
		list = rest
	}
	own := func(l line) bool { return l.host != "" && l.host == cell }
	for _, day := range days {
		if day > until {
			break
		}
		strike(func(l line) bool { return l.until != "" && l.until <= day })
		for _, e := range events {
			void := e.From != day
			for _, other := range events {
				void = void || other.Corrects == e.ID
			}
			if void {
				continue
			}
			switch e.Kind {
			case member.Entered:
				cell = e.Org
			case member.Moved:
				if cell != "" {
					cell = e.Org
				}
				strike(own)
			case member.Official:
				standing = "official"
			case member.Ended:
				cell, list = "", nil
			case member.Resumed:
				if len(list) > 0 {
					kind := list[len(list)-1].kind
					strike(func(l line) bool { return l.kind == kind })
				}
			case member.Correct:
			default:
				if e.Until == "" {
					list = nil
				}
				list = append(list, line{e.Kind, e.Until, e.Org, e.Counts})
				strike(own)
			}
		}
	}
	if cell == "" {
		return ""
	}
	activity, host := "active", ""
	if len(list) > 0 {
		top := list[len(list)-1]
		activity = map[string]string{member.Exempted: "exempt", member.Away: "away", member.TemporaryHere: "temporary_here", member.Suspended: "suspended", member.Sent: "sent"}[top.kind]
		guest := "temporary_here"
		if top.kind == member.Sent {
			if top.counts != member.CountsHost {
				activity = "active"
			}
			if top.counts != member.CountsHome {
				guest = "sent_here"
			}
		}
		if top.host != "" {
			host = top.host + " " + standing + " " + guest + "|"
		}
	}
	return cell + " " + standing + " " + activity + "|" + host
}

func TestEachFaultOfARowIsNamed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		w := found(t, db)
		settings(t, db, `{"fields":{"identity_number":true,"ethnicity":true}}`)
		lines := []string{"Họ và tên,Ngày sinh,Dân tộc,Số định danh,Số thẻ đảng viên,Chi bộ,Ngày vào Đảng,Ngày chính thức,Trạng thái",
			"Lò Văn Một,01/02/1980,Thái,12084100497,012000000001,TDP 01,01/01/2010,01/01/2009,Miễn SH", // line 2
			"Lò Văn Hai,02/02/1980,Thái,,012000000002,Chi bộ Tổ dân phố số 2,01/01/2010,01/01/2011,Nghỉ phép",
			"Lò Văn Ba,03/02/1980,Thái,,012000000002,Chi bộ Tổ dân phố số 2,01/01/2010,01/01/2011,",
			"Lò Văn Bốn,04/02/1980,Thái,,012000000004,Chi bộ Tổ dân phố số 1,01/01/2010,01/01/2011,",
			"Lò Văn Bốn,04/02/1980,Thái,,012000000004,Chi bộ Tổ dân phố số 2,01/01/2010,01/01/2011,",
			"Lò Văn Năm,1980,Thái,,,Chi bộ Tổ dân phố số 2,01/01/2010,01/01/2011,",
			"Lò Văn Sáu,06/02/1980,Thái,,012000000006,Chi bộ Lạ,01/01/2010,01/01/2011,",
			"Lò Văn Bảy,07/02/1980,Thái,,012000000007,Chi bộ Tổ dân phố số 2,01/01/2010,01/01/2027,",
		}
		up := member.Upload{Kind: "members", Name: "a.csv", Data: []byte(strings.Join(lines, "\n") + "\n")}
		before, _ := take(t, db, w.officer, up)
		if want := (member.Counts{New: 1, Doubtful: 6, Refused: 1}); before.Counts != want {
			t.Errorf("%+v", before.Counts)
		}
		want := map[int]string{2: "official_before_admission", 3: "status_unknown", 4: "card_two_people", 6: "two_cells", 7: "not_identifiable", 8: "org_unknown", 9: "official_future"}
		db.Read(t, w.officer, func(rd *store.Reader) error {
			rows, err := member.ImportRows(rd, before.ID, "", 0, 100)
			for _, r := range rows {
				var codes []string
				for _, f := range r.Findings {
					codes = append(codes, f.Code)
				}
				if want[r.Line] != "" && (!slices.Contains(codes, want[r.Line]) || r.Verdict == "ok") {
					t.Errorf("line %d: %s %v", r.Line, r.Verdict, codes)
				}
				if r.Line == 2 && (!slices.Contains(codes, "leading_zero") || r.Taken["identity_number"] != "••••••••0497" || strings.Contains(store.JSON(r), "84100497")) {
					t.Errorf("identity: %+v", r)
				}
			}
			return err
		})
		if err := db.TryRead(w.secA, func(rd *store.Reader) error { _, err := member.ImportRows(rd, before.ID, "", 0, 1); return err }); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a secretary reads the list: %v", err)
		}
	})
}
