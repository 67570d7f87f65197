package demo_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"chibo/internal/demo"
	"chibo/internal/digest"
	"chibo/internal/mail"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// letters has everybody who leads a cell or sits in the committee's office mailed, and
// looks for the name of any of the six hundred persons, any cell and any task in it.
func letters(t *testing.T, db *store.DB, ward demo.Ward, book *rule.Book) {
	t.Helper()
	ctx, system := context.Background(), store.Viewer{Tenant: demo.Tenant, Person: store.System}
	var names, secrets []string
	if err := db.Read(ctx, system, func(rd *store.Reader) (err error) {
		if names, err = rd.Strings(`select full_name from person where tenant = $1`); err != nil {
			return err
		}
		secrets, err = rd.Strings(`select deed from task where tenant = $1 union select name from org_edge where tenant = $1 union select place from meeting where tenant = $1`)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	day, got := store.Day(db.Now()), 0
	send := func(_ context.Context, l mail.Letter) error {
		got++
		for _, s := range append(names, secrets...) {
			if strings.Contains(l.Subject+l.Text, s) {
				t.Errorf("a letter holds %q", s)
			}
		}
		for _, name := range names { // the name one is called by
			given := name[strings.LastIndex(name, " ")+1:]
			for _, word := range strings.FieldsFunc(l.Text, func(r rune) bool { return strings.ContainsRune(" ,.:\r\n-", r) }) {
				if word == given && given != "Thư" {
					t.Errorf("a letter holds the name %q", word)
				}
			}
		}
		return nil
	}
	handler := digest.Letter(book, send, digest.Paths{Origin: "https://x.example", Page: "/toi/nhac-viec", Off: "/ngung-nhac/"})
	people := []string{ward.Officer, ward.Leader}
	for _, c := range ward.Cells {
		people = append(people, c.Secretary, c.Deputy)
	}
	for _, p := range people {
		if err := db.Write(ctx, store.Viewer{Tenant: demo.Tenant, Person: p}, func(tx *store.Tx) error {
			c, err := digest.Mine(tx.Reader, book)
			if err == nil {
				c.Address, c.Mail, c.Hour, c.Days = "a@thu.example", true, 7, digest.Daily
				_, err = digest.Choose(tx, book, c)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		payload, err := json.Marshal(map[string]string{"Person": p, "Day": day})
		if err != nil {
			t.Fatal(err)
		}
		if err := handler(ctx, db, system, payload); err != nil {
			t.Fatal(err)
		}
	}
	if got < 10 {
		t.Errorf("%d letters of %d", got, len(people))
	}
}
