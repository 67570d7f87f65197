package digest_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"chibo/internal/concern"
	"chibo/internal/digest"
	"chibo/internal/fault"
	"chibo/internal/job"
	"chibo/internal/mail"
	"chibo/internal/mail/mailtest"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/session"
	"chibo/internal/silence"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

var (
	book = meetingtest.Book
	at   = digest.Paths{Origin: "https://chibo.example", Page: "/toi/nhac-viec", Off: "/ngung-nhac/"}
)

const address = "hien@thu.example"

// post is the office with its mail server.
type post struct {
	*storetest.DB
	t      *testing.T
	c      meetingtest.Cast
	server *mailtest.Server
	send   func(context.Context, mail.Letter) error
}

func open(t *testing.T, db *storetest.DB) *post {
	p := &post{DB: db, t: t, c: meetingtest.Ward(t, db), server: mailtest.Open(t)}
	p.send = mail.Server{SMTP: p.server.SMTP}.Send
	p.clock("2026-12-07", 8, 0) // a Monday; the cell has been silent for two days
	db.Write(t, store.System, func(tx *store.Tx) error {
		_, err := session.Account(tx, p.c.Hien.Person, "Lường Thị Hiên")
		return err
	})
	db.Write(t, p.c.Officer, func(tx *store.Tx) error { _, err := silence.Remind(tx, book, p.c.Cell, "2026-12"); return err })
	return p
}

func (p *post) clock(day string, hour, minute int) {
	p.t.Helper()
	d, err := time.ParseInLocation(time.DateOnly, day, store.Vietnam)
	if err != nil {
		p.t.Fatal(err)
	}
	p.Clock.Set(d.Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute))
}

func (p *post) choose(in digest.Choice) (c digest.Choice, err error) {
	err = p.TryWrite(p.c.Hien.Person, func(tx *store.Tx) (err error) { c, err = digest.Choose(tx, book, in); return err })
	return c, err
}

func (p *post) mine() (c digest.Choice) {
	p.DB.Read(p.t, p.c.Hien.Person, func(rd *store.Reader) (err error) { c, err = digest.Mine(rd, book); return err })
	return c
}

// round lets the hour's round and the letters it asks for go, and returns how many letters
// the server took in all.
func (p *post) round() int {
	p.t.Helper()
	viewer := p.As(store.System)
	if err := digest.Round(book)(context.Background(), p.DB.DB, viewer, nil); err != nil {
		p.t.Fatal(err)
	}
	p.letters()
	return len(p.server.Taken(p.t))
}

// letters does the letters that wait, each once.
func (p *post) letters() {
	p.t.Helper()
	var waiting []string
	p.DB.Read(p.t, store.System, func(rd *store.Reader) (err error) {
		waiting, err = rd.Strings(`select payload from job where tenant = $1 and kind = $2`, digest.LetterJob)
		return err
	})
	for _, payload := range waiting {
		if err := digest.Letter(book, p.send, at)(context.Background(), p.DB.DB, p.As(store.System), json.RawMessage(payload)); err == nil {
			p.DB.Write(p.t, store.System, func(tx *store.Tx) error {
				_, err := tx.Exec(`delete from job where tenant = $1 and kind = $2 and payload = $3`, digest.LetterJob, payload)
				return err
			})
		}
	}
}

func (p *post) state(day string) (s string) {
	p.DB.Read(p.t, store.System, func(rd *store.Reader) error {
		err := rd.Get([]any{&s}, `select state from digest_sent where tenant = $1 and day = $2`, day)
		if fault.KindOf(err) == fault.NotFound {
			err = nil
		}
		return err
	})
	return s
}

// TestALetterADayToWhoAskedForIt: nobody is mailed unasked; one letter a day, at the hour
// and on the days chosen, never in quiet hours, and none when nothing waits.
func TestALetterADayToWhoAskedForIt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		p := open(t, db)
		if p.round() != 0 {
			t.Fatal("somebody was mailed who did not ask")
		}
		for _, bad := range []digest.Choice{{Mail: true, Hour: 7, Days: digest.Daily}, {Mail: true, Hour: 3, Days: digest.Daily, Address: address}, {Mail: true, Hour: 7, Days: "hourly", Address: address}, {Mail: true, Hour: 7, Days: digest.Daily, Address: "Hiên <hien@thu.example>"}, {Hour: 7, Days: digest.Daily, Address: "a@b\r\nBcc: c@d"}} {
			if _, err := p.choose(bad); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%+v: %v", bad, err)
			}
		}
		in := digest.Choice{Mail: true, Hour: 7, Days: digest.Daily, Address: address}
		c, err := p.choose(in)
		if again, err2 := p.choose(in); err != nil || err2 != nil || again.Version != c.Version {
			t.Fatalf("the same form twice: %v %v", err, err2)
		}
		for _, x := range []struct {
			day   string
			hour  int
			all   int
			state string
		}{
			{"2026-12-07", 8, 1, "sent"}, // a Monday
			{"2026-12-07", 19, 1, "sent"},
			{"2026-12-08", 6, 1, ""},     // in quiet hours
			{"2026-12-08", 9, 2, "sent"}, // the machine was off at seven
			{"2026-12-09", 22, 2, ""},
		} {
			p.clock(x.day, x.hour, 0)
			if n := p.round(); n != x.all || p.state(x.day) != x.state {
				t.Errorf("%s at %d: %d letters, %q", x.day, x.hour, n, p.state(x.day))
			}
		}
		c.Days, c.Address = digest.Weekly, address
		if c, err = p.choose(c); err != nil {
			t.Fatal(err)
		}
		p.clock("2026-12-10", 8, 0)
		if p.round() != 2 {
			t.Error("not a Monday")
		}
		p.clock("2026-12-14", 8, 0)
		db.Write(t, p.c.Hien.Person, func(tx *store.Tx) error {
			_, err := silence.Say(tx, book, p.c.Cell, "2026-12", 1, "merged", "")
			return err
		})
		if p.round() != 2 || p.state("2026-12-14") != "nothing" {
			t.Error("a letter about nothing")
		}
		db.Read(t, store.System, func(rd *store.Reader) error {
			n, err := rd.Int(`select count(*) from audit_entry where tenant = $1 and detail like '%thu.example%'`)
			if n != 0 {
				t.Error("the log knows the address")
			}
			return err
		})
	})
}

// TestTheLetterHoldsCountsAndNoNames: of everybody of the cast, the cell and what was
// raised nothing stands in it.
func TestTheLetterHoldsCountsAndNoNames(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		p := open(t, db)
		db.Write(t, p.c.Loc.Person, func(tx *store.Tx) error {
			_, _, err := concern.Raise(tx, book, concern.Raising{Source: concern.Member, Topic: "area", Naming: concern.ByCell, To: concern.ToSecretary, Body: "Đèn ngõ hỏng đã lâu.", Key: "k"})
			return err
		})
		if _, err := p.choose(digest.Choice{Mail: true, Hour: 7, Days: digest.Daily, Address: address}); err != nil {
			t.Fatal(err)
		}
		if p.round() != 1 {
			t.Fatal("no letter")
		}
		l := p.server.Taken(t)[0]
		for _, want := range []string{"- 1 tháng đảng ủy hỏi, chi bộ chưa trả lời\n", "- 1 tâm tư chờ chi bộ trả lời\n", "https://chibo.example/toi/nhac-viec\n", "https://chibo.example/ngung-nhac/"} {
			if !strings.Contains(l.Text, want) {
				t.Errorf("lacks %q:\n%s", want, l.Text)
			}
		}
		if l.Subject != "Nhắc việc ngày 07/12/2026" || l.Header.Get("Auto-Submitted") == "" || !strings.HasPrefix(l.Header.Get("List-Unsubscribe"), "<https://chibo.example/ngung-nhac/") {
			t.Errorf("%q %v", l.Subject, l.Header)
		}
		for _, name := range []string{"Hiên", "Huy", "Lộc", "Tủa", "Ánh", "Tín", "Mai", "Khoa", "Nga", "Dung", "Sáo", "Lường", "Tổ dân phố", "Sông Xanh", "Đèn", p.c.Hien.Person, p.c.Hien.Member} {
			if strings.Contains(l.Subject+l.Text+l.Raw, name) {
				t.Errorf("it holds %q", name)
			}
		}
	})
}

// TestACrashSendsAtMostOnceMore: what was begun and not ended goes once more and says so,
// never a third time; a letter certainly not taken goes again without a word.
func TestACrashSendsAtMostOnceMore(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		p := open(t, db)
		if _, err := p.choose(digest.Choice{Mail: true, Hour: 7, Days: digest.Daily, Address: address}); err != nil {
			t.Fatal(err)
		}
		whole := p.send
		p.send = func(context.Context, mail.Letter) error { return mail.ErrTrouble }
		if p.round() != 0 || p.state("2026-12-07") != "waiting" || !p.mine().Mail {
			t.Errorf("a server that is down: %s", p.state("2026-12-07"))
		}
		p.send = whole
		p.server.Lose(2)
		for n, want := range []int{1, 2, 2, 2} { // taken, and no answer: a crash in between
			p.letters()
			if got := len(p.server.Taken(t)); got != want {
				t.Errorf("after try %d: %d letters, want %d", n+1, got, want)
			}
		}
		if p.state("2026-12-07") != "unknown" {
			t.Errorf("it is %s", p.state("2026-12-07"))
		}
		all := p.server.Taken(t)
		if strings.Contains(all[0].Text, "có thể đã tới") || !strings.Contains(all[1].Text, "có thể đã tới một lần trước đó") || all[0].Header.Get("Message-Id") != all[1].Header.Get("Message-Id") {
			t.Error("the second does not say so")
		}
		if p.round() != 2 {
			t.Error("the round asked for a third")
		}
	})
}

// TestAnAddressAtWhichNothingArrivesIsGivenUp after three days, with a word for the person
// and a number for whoever keeps the machine; an arrival in between begins anew.
func TestAnAddressAtWhichNothingArrivesIsGivenUp(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		p := open(t, db)
		if _, err := p.choose(digest.Choice{Mail: true, Hour: 7, Days: digest.Daily, Address: address}); err != nil {
			t.Fatal(err)
		}
		for _, x := range []struct {
			day, answer string
			on          bool
		}{{"2026-12-07", "550 no", true}, {"2026-12-08", "550 no", true}, {"2026-12-09", "", true}, {"2026-12-10", "550 no", true}, {"2026-12-11", "550 no", true}, {"2026-12-12", "550 no", false}} {
			p.clock(x.day, 8, 0)
			p.server.Refuse(address, x.answer)
			p.round()
			if got := p.mine(); got.Mail != x.on {
				t.Errorf("on %s: %+v", x.day, got)
			}
		}
		if c := p.mine(); c.OffWhy != digest.Undeliverable || c.OffOn != "2026-12-12" || c.Address != address {
			t.Errorf("%+v", c)
		}
		db.Read(t, store.System, func(rd *store.Reader) error {
			n, err := digest.Count(rd)
			if n != (digest.Counted{On: 0, Lost: 1}) {
				t.Errorf("%+v", n)
			}
			all, err2 := job.List(rd, 10)
			for _, j := range all {
				if strings.Contains(j.Failure, "hien") {
					t.Error("a failure names the address")
				}
			}
			if err == nil {
				err = err2
			}
			return err
		})
	})
}

// TestTheWayOutNeedsNoSignInAndOnlySwitchesOff: a forged mark is nothing, a true one works
// again and again, also an old one after the address changed; nothing switches on.
func TestTheWayOutNeedsNoSignInAndOnlySwitchesOff(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		p := open(t, db)
		c, err := p.choose(digest.Choice{Mail: true, Hour: 7, Days: digest.Daily, Address: address})
		if err != nil {
			t.Fatal(err)
		}
		p.round()
		mark := strings.Trim(strings.TrimPrefix(p.server.Taken(t)[0].Header.Get("List-Unsubscribe"), "<https://chibo.example/ngung-nhac/"), ">")
		ctx := context.Background()
		bent := mark[:len(mark)-1] + string('0'+(mark[len(mark)-1]-'0'+1)%10)
		for _, bad := range []string{"", "x", "1.2.3", bent, "1" + mark, mark + "0"} {
			if digest.Off(ctx, db.DB, bad) == nil || digest.Genuine(ctx, db.DB, bad) == nil {
				t.Errorf("%q was taken", bad)
			}
		}
		c.Address = "khac@thu.example"
		if c, err = p.choose(c); err != nil {
			t.Fatal(err)
		}
		if err := digest.Genuine(ctx, db.DB, mark); err != nil || !p.mine().Mail {
			t.Errorf("looking switched it off: %v", err)
		}
		for range 2 {
			if err := digest.Off(ctx, db.DB, mark); err != nil {
				t.Error(err)
			}
		}
		if got := p.mine(); got.Mail || got.OffWhy != digest.ByLink || got.Version != c.Version+1 {
			t.Errorf("%+v", got)
		}
		p.clock("2026-12-08", 8, 0)
		if p.round() != 1 {
			t.Error("a letter after the way out")
		}
		for _, who := range []string{p.c.Officer, p.c.Loc.Person} {
			db.Read(t, who, func(rd *store.Reader) error {
				got, err := digest.Mine(rd, book)
				if got.Address != "" || got.Version != 0 {
					t.Error("another's address is read")
				}
				return err
			})
		}
		var sealed []byte
		db.Read(t, store.System, func(rd *store.Reader) error {
			return rd.Get([]any{&sealed}, `select address_sealed from digest_choice where tenant = $1 and person = $2`, p.c.Hien.Person)
		})
		if strings.Contains(string(sealed), "thu.example") || len(sealed) == 0 {
			t.Error("the address lies there readable")
		}
	})
}

// TestWhatWaitsForWhom: the officer's desk in numbers, nothing for a member of whom nobody
// waits, nothing for who holds nothing.
func TestWhatWaitsForWhom(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		p := open(t, db)
		for who, want := range map[string]string{p.c.Hien.Person: "cell_silent:1", p.c.Officer: "ward_silent:2", p.c.Loc.Person: "", p.c.Neighbour.Person: "", "nobody": ""} {
			var got []string
			db.Read(t, who, func(rd *store.Reader) error {
				all, err := digest.Of(rd, book)
				got = nil
				for _, l := range all {
					got = append(got, l.Code+":"+string(rune('0'+l.N)))
				}
				return err
			})
			if strings.Join(got, " ") != want {
				t.Errorf("%q, want %q", got, want)
			}
		}
	})
}
