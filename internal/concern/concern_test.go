package concern_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"chibo/internal/concern"
	"chibo/internal/fault"
	"chibo/internal/minutes/cast"
	"chibo/internal/privacy"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// Quàng Văn Sơn answers for the cell in the committee above.
const inCharge = "son"

func ward(t *testing.T, db *storetest.DB) {
	t.Helper()
	cast.Build(t, db)
	db.Write(t, store.System, func(tx *store.Tx) error {
		if _, err := tx.Exec(`insert into person (tenant, id, full_name, name_key, other_name, sex, birth, birth_precision, home, phone, ethnicity, religion, version, created_at) values ($1, $2, 'Quàng Văn Sơn', 'son', '', '', '', '', '', '', '', '', 1, 0)`, inCharge); err != nil {
			return err
		}
		if _, err := tx.Exec(`insert into post_holding (tenant, id, person, post, org, from_day, to_day, decision, at, by_person) values ($1, $2, $3, 'in_charge', $4, '2025-07-01', null, '', 0, 'system')`, store.NewID(), inCharge, cast.Cell); err != nil {
			return err
		}
		_, err := tx.Exec(`update member set paper_only = $2 where tenant = $1 and id = $3`, true, cast.M(cast.Tin))
		return err
	})
}

func at(t *testing.T, db *storetest.DB, day string) *storetest.DB {
	t.Helper()
	d, err := time.ParseInLocation(time.DateOnly, day, store.Vietnam)
	if err != nil {
		t.Fatal(err)
	}
	return &storetest.DB{DB: db.DB.WithClock(func() time.Time { return d.Add(9 * time.Hour) }), Tenant: db.Tenant, Clock: db.Clock}
}

func light(naming, to string) concern.Raising {
	return concern.Raising{Source: concern.Member, Topic: "area", Naming: naming, To: to, Body: "Đèn ngõ 5 hỏng đã hai tháng.", Key: "form-" + naming + to}
}

func raise(t *testing.T, db *storetest.DB, who string, in concern.Raising) (c concern.Concern, receipt string) {
	t.Helper()
	db.Write(t, who, func(tx *store.Tx) (err error) { c, receipt, err = concern.Raise(tx, cast.Book, in); return })
	return c, receipt
}

func get(db *storetest.DB, who, id string) (c concern.Concern, err error) {
	err = db.TryRead(who, func(rd *store.Reader) (err error) { c, err = concern.Get(rd, id); return })
	return c, err
}

// TestWhoReadsWhat: for every way of naming and of addressing, who reads the words,
// who the name, and who finds nothing at all.
func TestWhoReadsWhat(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		ward(t, db)
		// words, name: the persons who read them. Huy and Panh never do.
		for _, want := range []struct{ naming, to, words, name string }{
			{concern.ByCell, concern.ToSecretary, "loc hien khoa", "loc hien khoa"},
			{concern.ByKeeper, concern.ToSecretary, "loc hien khoa", "loc hien"},
			{concern.NoName, concern.ToSecretary, "hien khoa", ""},
			{concern.ByKeeper, concern.ToInCharge, "loc son", "loc son"},
			{concern.NoName, concern.ToInCharge, "son", ""},
			{concern.ByKeeper, concern.ToOfficer, "loc dung", "loc dung"},
			{concern.NoName, concern.ToOfficer, "dung", ""},
		} {
			c, _ := raise(t, db, cast.Loc, light(want.naming, want.to))
			words, names := strings.Fields(want.words), strings.Fields(want.name)
			for _, who := range []string{cast.Loc, cast.Hien, cast.Khoa, cast.Huy, cast.Mai, cast.Panh, cast.Dung, inCharge, cast.Admin, ""} {
				got, err := get(db, who, c.ID)
				reads := slices.Contains(words, who)
				if reads != (err == nil) || err != nil && fault.KindOf(err) != fault.NotFound {
					t.Errorf("%s to %s: %q reads: %v", want.naming, want.to, who, err)
					continue
				}
				if reads && (got.Body == "" || (got.AuthorName == "Trần Đức Lộc") != slices.Contains(names, who)) {
					t.Errorf("%s to %s: %q reads %+v", want.naming, want.to, who, got)
				}
			}
		}
	})
}

// TestWithoutANameNothingLeadsToTheAuthor: in no row of any table, with the receipt
// alone the answer is found.
func TestWithoutANameNothingLeadsToTheAuthor(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		ward(t, db)
		c, receipt := raise(t, db, cast.Loc, light(concern.NoName, concern.ToSecretary))
		again, same := raise(t, db, cast.Loc, light(concern.NoName, concern.ToSecretary))
		if len(receipt) != 8 || again.ID != c.ID || same != receipt {
			t.Fatalf("the form twice: %q %q, %s %s", receipt, same, c.ID, again.ID)
		}
		db.Read(t, store.System, func(rd *store.Reader) error {
			for _, text := range []string{
				`select c.id || c.org || c.source || c.topic || c.naming || c.addressee || c.author || c.typed_by || c.voice || c.body || c.issue || c.answered_by from concern c where c.tenant = $1`,
				`select v.concern || v.kind || v.by_person from concern_event v where v.tenant = $1`,
				`select a.person || a.object_id || a.detail from audit_entry a where a.tenant = $1 and a.action like 'concern.%'`,
				`select i.person || i.key from idempotency i where i.tenant = $1`,
			} {
				rows, err := rd.Strings(text)
				if err != nil {
					t.Error(err)
				}
				for _, row := range rows {
					if strings.Contains(row, cast.Loc) || strings.Contains(row, "Lộc") || strings.Contains(row, "Đèn") || strings.Contains(row, receipt) {
						t.Errorf("%s holds %q", text, row)
					}
				}
			}
			return nil
		})
		if list := mine(t, db, cast.Loc); len(list) != 0 {
			t.Errorf("his own list has it: %+v", list)
		}
		answer(t, db, cast.Hien, c.ID, 1, concern.Answering{Text: "Điện lực sửa trước ngày 15/12."})
		for who, typed := range map[string]string{cast.Loc: receipt, cast.Mai: strings.ToLower(receipt[:4]) + " " + receipt[4:]} {
			db.Read(t, who, func(rd *store.Reader) error {
				got, err := concern.Found(rd, typed)
				if err != nil || got.ID != c.ID || got.Answer == "" || got.Body == "" {
					t.Errorf("%q finds %+v %v", typed, got, err)
				}
				return nil
			})
		}
		err := db.TryRead(cast.Huy, func(rd *store.Reader) error { _, err := concern.Found(rd, "AAAAAAAA"); return err })
		if !fault.Is(err, "concern_receipt") {
			t.Errorf("a wrong receipt: %v", err)
		}
		db.Write(t, cast.Loc, func(tx *store.Tx) error {
			got, err := concern.Say(tx, cast.Book, "", receipt, 2, concern.Enough, "")
			if got.State != concern.Settled {
				t.Errorf("settled by receipt: %+v", got)
			}
			return err
		})
		if got, err := get(db, cast.Hien, c.ID); err != nil || got.ClosedOn == "" {
			t.Errorf("the secretary sees %+v %v", got, err)
		}
	})
}

func mine(t *testing.T, db *storetest.DB, who string) (out []concern.Concern) {
	t.Helper()
	db.Read(t, who, func(rd *store.Reader) (err error) { out, err = concern.Mine(rd); return })
	return out
}

func answer(t *testing.T, db *storetest.DB, who, id string, version int64, in concern.Answering) (c concern.Concern) {
	t.Helper()
	db.Write(t, who, func(tx *store.Tx) (err error) { c, err = concern.Answer(tx, id, version, in); return })
	return c
}

// TestTheDaysRunToTheAuthorsWord: thirty working days from 20/11/2026 end on
// 05/01/2027 (24/11 and New Year's Day are none); not satisfied begins them anew; late is counted
// for cell and desk, and an answered one is not late.
func TestTheDaysRunToTheAuthorsWord(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		ward(t, db)
		c, _ := raise(t, at(t, db, "2026-11-20"), cast.Loc, light(concern.ByKeeper, concern.ToSecretary))
		if c.DueOn != "2027-01-05" {
			t.Fatalf("due on %s", c.DueOn)
		}
		late := func(day string) (n concern.Waiting) {
			at(t, db, day).Read(t, cast.Dung, func(rd *store.Reader) error {
				all, err := concern.LateBy(rd, day)
				n = all[cast.Cell]
				return err
			})
			return n
		}
		if n := late("2027-01-05"); n.N != 0 {
			t.Errorf("the last day is late: %+v", n)
		}
		if n := late("2027-01-10"); n != (concern.Waiting{N: 1, Days: 5}) {
			t.Errorf("five days after: %+v", n)
		}
		tenth := at(t, db, "2027-01-10")
		c = answer(t, tenth, cast.Hien, c.ID, 1, concern.Answering{Text: "Đã báo điện lực.", Issue: "Đèn ngõ 5: điện lực sửa trong tháng 1.", Help: "Đồng chí Khoa theo dõi", Until: "2027-01-31"})
		if n := late("2027-01-10"); n.N != 0 || c.State != concern.Answered {
			t.Errorf("answered and late: %+v %+v", n, c)
		}
		same := answer(t, tenth, cast.Hien, c.ID, 1, concern.Answering{Text: "Đã báo điện lực.", Help: "Đồng chí Khoa theo dõi", Until: "2027-01-31"})
		if same.Version != c.Version {
			t.Errorf("the same answer twice is version %d", same.Version)
		}
		if n := late("2027-01-06"); n.N != 1 {
			t.Errorf("looked at from the 6th it was not answered yet: %+v", n)
		}
		twelfth := at(t, db, "2027-01-12")
		twelfth.Write(t, cast.Loc, func(tx *store.Tx) error {
			got, err := concern.Say(tx, cast.Book, c.ID, "", c.Version, concern.Again, "Mới sửa một bóng.")
			if got.State != concern.Open {
				t.Errorf("again: %+v", got)
			}
			return err
		})
		again, err := get(twelfth, cast.Hien, c.ID)
		if err != nil || again.Round != 2 || again.DueOn <= "2027-01-12" || !strings.Contains(again.Body, "Mới sửa một bóng") || !strings.Contains(again.Body, "hai tháng") {
			t.Errorf("the second round: %+v %v", again, err)
		}
		err = twelfth.TryWrite(cast.Loc, func(tx *store.Tx) error {
			_, err := concern.Say(tx, cast.Book, c.ID, "", again.Version, concern.Enough, "")
			return err
		})
		if !fault.Is(err, "concern_not_answered") {
			t.Errorf("settled before it is answered: %v", err)
		}
	})
}

// TestPassedOnTheIssueGoesAndTheWordsOnlyIfAgreed: above, the line without names is
// read; the cell reads the answer that comes back, and answers no more.
func TestPassedOnTheIssueGoesAndTheWordsOnlyIfAgreed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		ward(t, db)
		for _, agreed := range []bool{false, true} {
			in := light(concern.ByCell, concern.ToSecretary)
			in.Agreed, in.Key = agreed, in.Key+store.JSON(agreed)
			c, _ := raise(t, db, cast.Loc, in)
			if _, err := get(db, cast.Dung, c.ID); fault.KindOf(err) != fault.NotFound {
				t.Errorf("the office reads what is the cell's: %v", err)
			}
			err := db.TryWrite(cast.Hien, func(tx *store.Tx) error { _, err := concern.PassOn(tx, c.ID, 1, concern.AtWard, ""); return err })
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("passed on without an issue: %v", err)
			}
			db.Write(t, cast.Hien, func(tx *store.Tx) error {
				_, err := concern.PassOn(tx, c.ID, 1, concern.AtWard, "Đèn đường ngõ 5 hỏng lâu ngày")
				return err
			})
			got, err := get(db, cast.Dung, c.ID)
			if err != nil || got.Issue == "" || got.AuthorName != "" || (got.Body != "") != agreed {
				t.Errorf("agreed %v: the office reads %+v %v", agreed, got, err)
			}
			text, _ := json.Marshal(got)
			if strings.Contains(string(text), `"loc"`) || strings.Contains(string(text), "Lộc") {
				t.Errorf("a name goes up: %s", text)
			}
			err = db.TryWrite(cast.Hien, func(tx *store.Tx) error {
				_, err := concern.Answer(tx, c.ID, 2, concern.Answering{Text: "Chi bộ trả lời"})
				return err
			})
			if !fault.Is(err, "concern_passed") {
				t.Errorf("the cell answers what it passed on: %v", err)
			}
			answer(t, db, cast.Dung, c.ID, 2, concern.Answering{Text: "Phường thay bóng trước ngày 15/12."})
			if own := mine(t, db, cast.Loc); len(own) == 0 || !slices.ContainsFunc(own, func(x concern.Concern) bool { return x.ID == c.ID && strings.Contains(x.Answer, "thay bóng") }) {
				t.Errorf("the author does not read the answer: %+v", own)
			}
		}
	})
}

// TestWhoMayTypeForWhom: the secretary for a comrade without a phone, having read it
// back; a committee member what the people say; whoever works above, a paper that
// went past the secretary. Nobody else, and no name is taken by default.
func TestWhoMayTypeForWhom(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		ward(t, db)
		forTin := light(concern.ByKeeper, concern.ToSecretary)
		forTin.Org, forTin.For, forTin.ReadBack = cast.Cell, cast.M(cast.Tin), true
		for _, step := range []struct {
			name, who string
			change    func(*concern.Raising)
			refused   string
		}{
			{"the secretary", cast.Hien, func(*concern.Raising) {}, ""},
			{"not read back", cast.Hien, func(r *concern.Raising) { r.ReadBack = false }, "concern_read_back"},
			{"one who has a phone", cast.Hien, func(r *concern.Raising) { r.For = cast.M(cast.Mai) }, "concern_for"},
			{"one of another cell", cast.Hien, func(r *concern.Raising) { r.For = cast.M(cast.Panh) }, "concern_for"},
			{"a member for another", cast.Mai, func(*concern.Raising) {}, "missing"},
			{"another cell's secretary", cast.Panh, func(*concern.Raising) {}, "missing"},
			{"no choice of naming", cast.Hien, func(r *concern.Raising) { r.Naming = "" }, "concern_naming"},
			{"no choice of way", cast.Loc, func(r *concern.Raising) { r.For, r.To = "", "" }, "missing"},
			{"an unknown topic", cast.Hien, func(r *concern.Raising) { r.Topic = "weather" }, "concern_topic"},
			{"nothing said", cast.Hien, func(r *concern.Raising) { r.Body = " \n " }, "concern_body"},
			{"the people's word", cast.Hien, func(r *concern.Raising) { r.For, r.Source, r.Voice = "", concern.People, "Bà Thanh, ngõ 5" }, ""},
			{"a member what the people say", cast.Mai, func(r *concern.Raising) { r.For, r.Source = "", concern.People }, "missing"},
			{"a paper to the office", cast.Dung, func(r *concern.Raising) { r.To, r.For, r.Naming = concern.ToOfficer, "", concern.NoName }, ""},
			{"a paper to the member in charge", inCharge, func(r *concern.Raising) { r.To, r.For, r.Naming = concern.ToInCharge, "", concern.NoName }, ""},
			{"the office for the secretary", cast.Dung, func(r *concern.Raising) { r.For = "" }, "missing"},
		} {
			in := forTin
			in.Key = step.name
			step.change(&in)
			var c concern.Concern
			err := db.TryWrite(step.who, func(tx *store.Tx) (err error) { c, _, err = concern.Raise(tx, cast.Book, in); return })
			switch {
			case step.refused == "" && (err != nil || c.ID == ""):
				t.Errorf("%s: %v", step.name, err)
			case step.refused == "missing" && fault.KindOf(err) != fault.NotFound, step.refused != "" && step.refused != "missing" && !says(err, step.refused):
				t.Errorf("%s: %v, want %s", step.name, err, step.refused)
			}
		}
		if own := mine(t, db, cast.Tin); len(own) != 1 {
			t.Errorf("what was typed for him is his: %+v", own)
		}
	})
}

func says(err error, code string) bool {
	text, _ := json.Marshal(err)
	return fault.Is(err, code) || strings.Contains(string(text), code) || strings.Contains(err.Error(), code)
}

// TestNamesGoAndSmallGroupsStayTogether: ninety days after it is settled a name is
// gone and the matter stays; fewer than five matters are never told apart.
func TestNamesGoAndSmallGroupsStayTogether(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		ward(t, db)
		first := at(t, db, "2026-11-20")
		c, _ := raise(t, first, cast.Loc, light(concern.ByKeeper, concern.ToSecretary))
		c = answer(t, first, cast.Hien, c.ID, 1, concern.Answering{Text: "Đã sửa."})
		first.Write(t, cast.Loc, func(tx *store.Tx) error {
			_, err := concern.Say(tx, cast.Book, c.ID, "", c.Version, concern.Enough, "")
			return err
		})
		night(t, db, "2027-02-18")
		if got, err := get(at(t, db, "2027-02-18"), cast.Hien, c.ID); err != nil || got.AuthorName == "" {
			t.Errorf("before its day the name is gone: %+v %v", got, err)
		}
		night(t, db, "2027-02-19")
		if got, err := get(at(t, db, "2027-02-19"), cast.Hien, c.ID); err != nil || got.Author != "" || got.AuthorName != "" || got.Body == "" || got.Answer == "" {
			t.Errorf("after ninety days %+v %v", got, err)
		}
		ages := func() (out []concern.Ages) {
			at(t, db, "2026-12-20").Read(t, cast.Dung, func(rd *store.Reader) (err error) {
				out, err = concern.Ageing(rd, cast.Book, cast.Ward, "2026-12-20")
				return err
			})
			return out
		}
		for i := range 6 {
			in := light(concern.NoName, concern.ToSecretary)
			in.Key = "cell" + string(rune('a'+i))
			raise(t, at(t, db, "2026-12-01"), cast.Loc, in)
		}
		if got := ages(); len(got) != 1 || got[0].At != concern.AtCell || got[0].Total != 6 || got[0].Groups[1] != 6 {
			t.Errorf("six at the cell: %+v", got)
		}
		in := light(concern.NoName, concern.ToOfficer)
		raise(t, at(t, db, "2026-12-18"), cast.Loc, in)
		if got := ages(); len(got) != 1 || got[0].At != "" || got[0].Total != 7 || got[0].Groups[0] != 1 {
			t.Errorf("one beside six is told apart: %+v", got)
		}
	})
}

func night(t *testing.T, db *storetest.DB, day string) {
	t.Helper()
	if err := privacy.Night(context.Background(), at(t, db, day).DB, store.Viewer{Tenant: db.Tenant, Person: store.System}, cast.Book); err != nil {
		t.Fatal(err)
	}
}
