package offline_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"chibo/internal/attendance"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/minutes/cast"
	"chibo/internal/offline"
	"chibo/internal/quality"
	"chibo/internal/resolution"
	"chibo/internal/rule"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/task"
	"chibo/internal/vote"
)

// deed is one thing done in the meeting: when, on whose device, and how the same is
// done on the pages of the room.
type deed struct {
	clock string
	who   int // 0 the secretary, who leads it; 1 the scribe
	key   string
	value any
	room  func(tx *store.Tx) error
}

const (
	secretary = iota
	scribe
)

// said are the ids a device gives to what it writes first.
func said(n int) string { return "0194a000-0000-7000-8000-00000000000" + strconv.Itoa(n) }

// wholeMeeting is the December meeting from its opening to the confirmation, as two
// people write it down.
func wholeMeeting() []deed {
	one, two := december+"-i1", december+"-i2"
	var all []deed
	do := func(clock string, who int, key string, value any, room func(tx *store.Tx) error) {
		all = append(all, deed{clock, who, key, value, room})
	}
	mark := func(clock string, who int, person string, value obj, in attendance.Marking) {
		in.Meeting, in.Member, in.Method, in.Concluded = december, cast.M(person), "scribe", true
		do(clock, who, "mark/"+cast.M(person), value, func(tx *store.Tx) error {
			marks, err := attendance.Marks(tx.Reader, december)
			if err != nil {
				return err
			}
			in.Version = marks[in.Member].Version
			_, err = attendance.CheckIn(tx, in)
			return err
		})
	}
	write := func(item, gist, conclusion string) func(tx *store.Tx) error {
		return func(tx *store.Tx) error {
			items, err := meeting.Items(tx.Reader, december)
			if err != nil {
				return err
			}
			i := items[slices.IndexFunc(items, func(i meeting.Item) bool { return i.ID == item })]
			if gist == "" {
				gist = i.Gist
			}
			_, err = meeting.Minute(tx, december, item, i.Version, gist, conclusion)
			return err
		}
	}
	do("19:30", secretary, "open", obj{"chair": cast.Hien, "scribe": cast.Huy}, func(tx *store.Tx) error {
		_, err := meeting.Open(tx, cast.Book, december, cast.Hien, cast.Huy)
		return err
	})
	for n, person := range []string{cast.Hien, cast.Huy, cast.Loc, cast.Mai, cast.Anh} {
		mark("19:31", n%2, person, obj{"status": "present", "method": "scribe"}, attendance.Marking{Status: attendance.Present, At: evening("19:30")})
	}
	mark("19:31", scribe, cast.Khoa, obj{"status": "excused", "reason": "work", "method": "scribe"}, attendance.Marking{Status: attendance.Excused, Reason: "work"})
	do("19:32", scribe, "begin/"+one, obj{}, func(tx *store.Tx) error { _, err := meeting.Begin(tx, december, one); return err })
	do("19:40", scribe, "judge/task1", obj{"result": "partly", "why": "Mưa nhiều."}, func(tx *store.Tx) error {
		_, err := task.Evaluate(tx, task.Evaluation{Meeting: december, Task: "task1", Result: "partly", Why: "Mưa nhiều."})
		return err
	})
	do("19:50", scribe, "opinion/"+said(1), obj{"member": cast.M(cast.Loc), "kind": "contribute", "item": one, "text": "Xe rác nên vào ngõ buổi tối."}, func(tx *store.Tx) error {
		_, err := speech.Add(tx, speech.Opinion{ID: said(1), Meeting: december, Item: one, Member: cast.M(cast.Loc), Kind: "contribute", Gist: "Xe rác nên vào ngõ buổi tối."})
		return err
	})
	do("19:55", secretary, "opinion/"+said(2), obj{"member": cast.M(cast.Mai), "kind": "propose", "item": one, "text": "Phường tăng một chuyến xe rác."}, func(tx *store.Tx) error {
		_, err := speech.Add(tx, speech.Opinion{ID: said(2), Meeting: december, Item: one, Member: cast.M(cast.Mai), Kind: "propose", Gist: "Phường tăng một chuyến xe rác."})
		return err
	})
	do("20:05", scribe, "gist/"+one, obj{"text": "Đồng chí bí thư nêu hai việc."}, write(one, "Đồng chí bí thư nêu hai việc.", "Chi bộ đặt 2 thùng rác đầu ngõ"))
	do("20:10", scribe, "conclusion/"+one, obj{"text": "Chi bộ đặt hai thùng rác."}, write(one, "", "Chi bộ đặt hai thùng rác."))
	do("20:12", scribe, "begin/"+two, obj{}, func(tx *store.Tx) error { _, err := meeting.Begin(tx, december, two); return err })
	do("20:15", scribe, "conclusion/"+two, obj{"text": "Chi bộ đã nghe."}, write(two, "", "Chi bộ đã nghe."))
	give := func(n int, what, owner, due string) (obj, func(tx *store.Tx) error) {
		return obj{"deed": what, "owner": cast.M(owner), "due": due, "measure": "Chi bộ đã xem"}, func(tx *store.Tx) error {
			r, err := resolution.Get(tx.Reader, december)
			if err != nil {
				return err
			}
			_, _, err = resolution.PutKnown(tx, cast.Book, december, r.Version, r.Preamble, append(r.Items, resolution.Item{ID: said(n), Owner: cast.M(owner), Deed: what, Measure: "Chi bộ đã xem", Due: due}), []string{said(n)})
			return err
		}
	}
	v, room := give(3, "Đặt hai thùng rác đầu ngõ 12", cast.Huy, "2026-12-20")
	do("20:20", secretary, "deed/"+said(3), v, room)
	v, room = give(4, "Tuyên truyền phân loại rác 66 hộ", cast.Mai, "2026-12-31")
	do("20:22", secretary, "deed/"+said(4), v, room)
	do("20:30", secretary, "vote/resolution", obj{"for": 3, "other": 1}, func(tx *store.Tx) error {
		v, err := vote.Hold(tx, cast.Book, vote.Hands{Meeting: december, Matter: "resolution", Subject: "Nghị quyết sinh hoạt tháng 12/2026", For: 3, Other: 1})
		if err != nil {
			return err
		}
		return resolution.Adopt(tx, december, v.ID)
	})
	do("20:35", scribe, "praise/"+said(5), obj{"member": cast.M(cast.Loc), "deed": "vệ sinh ngõ hằng tuần"}, func(tx *store.Tx) error {
		_, err := speech.AddPraise(tx, speech.Praise{ID: said(5), Meeting: december, Member: cast.M(cast.Loc), Deed: "vệ sinh ngõ hằng tuần"})
		return err
	})
	mark("20:50", scribe, cast.Mai, obj{"status": "left_early", "left": evening("20:50"), "method": "scribe"}, attendance.Marking{Status: attendance.LeftEarly, At: evening("20:50")})
	do("21:00", secretary, "score", obj{"points": 93, "reason": "Đủ nội dung, đúng giờ."}, func(tx *store.Tx) error {
		s, err := quality.Of(tx.Reader, december)
		if err != nil {
			return err
		}
		_, err = quality.Propose(tx, cast.Book, december, s.Version, rule.Whole(93), "Đủ nội dung, đúng giờ.")
		return err
	})
	do("21:02", secretary, "scorevote", obj{"for": 3}, func(tx *store.Tx) error {
		_, _, err := quality.Hold(tx, cast.Book, december, vote.Hands{Meeting: december, Matter: quality.Matter, Subject: "Điểm buổi sinh hoạt: 93, loại " + cast.Book.Bands("2026-12-03").Of(93), For: 3})
		return err
	})
	do("21:05", scribe, "lacks", obj{"lines": []string{"Bắt đầu đúng giờ"}}, func(tx *store.Tx) error {
		l, err := meeting.LacksOf(tx.Reader, december)
		if err != nil {
			return err
		}
		_, err = meeting.PutLacks(tx, december, l.Version, []string{"Bắt đầu đúng giờ"})
		return err
	})
	do("21:15", secretary, "close", obj{}, func(tx *store.Tx) error { _, err := meeting.Close(tx, december); return err })
	closing := "Buổi sinh hoạt kết thúc lúc 21:15. Chi bộ hát Quốc tế ca."
	do("21:20", scribe, "part/closing", obj{"text": closing}, func(tx *store.Tx) error {
		parts, err := minutes.Compose(tx, cast.Book, december)
		if err != nil {
			return err
		}
		n := slices.IndexFunc(parts, func(p minutes.Part) bool { return p.Key == "closing" })
		_, err = minutes.Edit(tx, december, "closing", parts[n].Version, closing)
		return err
	})
	do("21:25", secretary, "agree", obj{}, func(tx *store.Tx) error {
		o, err := vote.Before(tx.Reader, cast.Book, december, "minutes")
		if err != nil {
			return err
		}
		_, err = vote.Hold(tx, cast.Book, vote.Hands{Meeting: december, Matter: "minutes", Subject: "Biên bản sinh hoạt tháng 12/2026", For: o.Present})
		return err
	})
	do(signed, scribe, "confirm/scribe", obj{}, func(tx *store.Tx) error { return minutes.Confirm(tx, december, "scribe", "device") })
	do(signed, secretary, "confirm/chair", obj{}, func(tx *store.Tx) error { return minutes.Confirm(tx, december, "chair", "device") })
	return all
}

// signed is the hour at which all four meetings are confirmed: a signature bears the
// hour at which the server has it, and offline that is when the network is back.
const signed = "23:40"

func evening(clock string) int64 {
	at, err := time.ParseInLocation("2006-01-02 15:04", "2026-12-03 "+clock, store.Vietnam)
	if err != nil {
		panic(err)
	}
	return at.UnixMilli()
}

var writers = []simDevice{{"00000000-0000-7000-8000-000000000001", cast.Hien, 0}, {"00000000-0000-7000-8000-000000000002", cast.Huy, 0}}

// sealed is a paper's canonical bytes without the id of chance that names the paper,
// and once more without the ids of its tasks, which a form draws anew and a device
// takes from the entry.
type sealed struct{ whole, said string }

// held holds the meeting in one of its ways on data of its own and gives what was
// sealed by kind: minutes and resolution.
func held(t *testing.T, db *storetest.DB, how string) map[string]sealed {
	t.Helper()
	devices := writers
	if how == "forms" {
		devices = nil
	}
	x := newTable(t, db, devices)
	db.Write(t, store.System, func(tx *store.Tx) error { // nothing is concluded before it begins
		_, err := tx.Exec(`update agenda_item set conclusion = '' where tenant = $1 and meeting = $2`, december)
		return err
	})
	db.Write(t, cast.Hien, func(tx *store.Tx) error {
		_, err := meeting.Appoint(tx, december, cast.Hien, cast.Huy)
		return err
	})
	clock := func(at string) { db.Clock.Set(time.UnixMilli(evening(at))) }
	phones := []*simPhone{{simDevice: writers[secretary]}, {simDevice: writers[scribe]}}
	r := rand.New(rand.NewPCG(12, 2026))
	send := func(p *simPhone) {
		nothing := 0
		a := x.receive(t, p.simDevice, offline.Batch{Ops: p.own, Clock: db.Now(), Cursor: p.cursor, Waiting: &nothing})
		p.hear(a.Ops)
		p.cursor = max(p.cursor, a.Cursor)
	}
	for _, d := range wholeMeeting() {
		clock(d.clock)
		if how == "forms" {
			db.Write(t, writers[d.who].person, d.room)
			continue
		}
		p := phones[d.who]
		p.do(r, evening(d.clock), d.key, d.value)
		if how == "connected" {
			send(p)
			send(phones[1-d.who]) // hears of it
		}
	}
	first := secretary
	if how == "the scribe first" {
		first = scribe
	}
	for range 3 { // the network is back; later each says that it has read the other's
		for _, who := range []int{first, 1 - first} {
			if how != "forms" {
				send(phones[who])
			}
		}
	}
	if left := x.standing(t); left != "" {
		t.Fatalf("%s: refused: %s", how, left)
	}
	db.Write(t, cast.Hien, func(tx *store.Tx) error { _, err := offline.Seal(tx, cast.Book, december); return err })
	out := map[string]sealed{}
	db.Read(t, cast.Hien, func(rd *store.Reader) error {
		papers, err := minutes.Papers(rd, december)
		for _, p := range papers {
			d, err := p.Document()
			if err != nil {
				return err
			}
			d.Document = ""
			whole, err := minutes.Canonical(d)
			if err != nil {
				return err
			}
			for n := range d.Body.Tasks {
				d.Body.Tasks[n].ID = ""
			}
			said, err := minutes.Canonical(d)
			if err != nil {
				return err
			}
			out[p.Type] = sealed{string(whole), string(said)}
		}
		return err
	})
	return out
}

// TestTheSameBytesAreSealed: one meeting held four ways, each on data of its own:
// by the pages of the room, on two phones with a network, and on two phones without
// one from the opening to the confirmation, which then send in either order. What the
// sealed minutes and resolution say is the same to the byte; between the phones the
// ids of the tasks too.
func TestTheSameBytesAreSealed(t *testing.T) {
	for _, engine := range []string{"sqlite", "postgres"} {
		t.Run(engine, func(t *testing.T) {
			forms := held(t, fresh(t, engine), "forms")
			connected := held(t, fresh(t, engine), "connected")
			for kind, paper := range connected {
				if paper.said != forms[kind].said {
					t.Errorf("%s by forms and by phones:\n%s", kind, apart(forms[kind].said, paper.said))
				}
			}
			for _, how := range []string{"the secretary first", "the scribe first"} {
				got := held(t, fresh(t, engine), how)
				if len(got) != 2 || len(forms) != 2 {
					t.Fatalf("%s: %d papers, %d by forms", how, len(got), len(forms))
				}
				for kind, paper := range got {
					if paper.whole != connected[kind].whole {
						t.Errorf("%s, %s:\n%s", how, kind, apart(connected[kind].whole, paper.whole))
					}
				}
			}
		})
	}
}

// fresh is a database of its own, with the tenant every other one has too.
func fresh(t *testing.T, engine string) *storetest.DB {
	t.Helper()
	opt := store.Options{Vault: storetest.Vault, Twice: true}
	if engine == "postgres" {
		opt.DSN = storetest.Postgres(t)
	} else {
		opt.Dir = t.TempDir()
	}
	db, err := store.Open(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	clock := storetest.NewClock()
	return &storetest.DB{DB: db.WithClock(clock.Now), Clock: clock, Tenant: 9_900_000}
}

// apart shows where two canonical texts part.
func apart(a, b string) string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	cut := func(s string) string { return s[max(n-300, 0):min(n+300, len(s))] }
	return cut(a) + "\n----\n" + cut(b)
}
