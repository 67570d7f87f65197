package privacy_test

import (
	"math/rand/v2"
	"testing"

	"chibo/internal/fault"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/privacy"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestTheLedgerOnlyGrows gives and withdraws in any order: what was written stays
// as it was, the last act counts, and the number is shown exactly while it does.
func TestTheLedgerOnlyGrows(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		db.Write(t, store.System, func(tx *store.Tx) error {
			return member.PutPhone(tx, c.Loc.Person, "0912345678")
		})
		r := rand.New(rand.NewPCG(3, 12))
		var old []privacy.Consent
		for range 40 {
			given, paper := r.IntN(2) == 0, r.IntN(3) == 0
			if paper {
				db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
					return privacy.GiveFor(tx, book, c.Loc.Member, "phone", given, "Phiếu ngày 01/12/2026")
				})
			} else {
				db.Write(t, c.Loc.Person, func(tx *store.Tx) error { return privacy.Give(tx, book, "phone", given) })
			}
			db.Clock.Set(db.Clock.Now().Add(1000))
			db.Read(t, c.Loc.Person, func(rd *store.Reader) error {
				all, err := privacy.MyConsents(rd)
				if err != nil {
					return err
				}
				if len(all) < len(old) {
					t.Fatalf("%d rows after %d", len(all), len(old))
				}
				for i := range old {
					if all[len(all)-1-i] != old[len(old)-1-i] {
						t.Fatalf("row %d was changed: %+v → %+v", i, old[len(old)-1-i], all[len(all)-1-i])
					}
				}
				if now, _ := privacy.Now(all, "phone"); now.Given != given {
					t.Fatalf("the last act does not count: %+v", all[0])
				}
				old = all
				number, withheld, err := member.OwnPhone(rd)
				if number != "0912345678" || withheld == given {
					t.Fatalf("given %v: %q withheld %v", given, number, withheld)
				}
				return err
			})
			db.Read(t, c.Officer, func(rd *store.Reader) error {
				m, err := member.Get(rd, c.Loc.Member)
				if (m.Phone != "") != given {
					t.Fatalf("given %v: the office reads %q", given, m.Phone)
				}
				return err
			})
		}
	})
}

func TestANumberWithheldIsNotLost(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		db.Write(t, store.System, func(tx *store.Tx) error {
			return member.PutPhone(tx, c.Loc.Person, "0912345678")
		})
		db.Write(t, c.Loc.Person, func(tx *store.Tx) error { return privacy.Give(tx, book, "phone", false) })
		db.Write(t, c.Officer, func(tx *store.Tx) error { // the record is written anew from a page that does not show the number
			m, err := member.Get(tx.Reader, c.Loc.Member)
			if err != nil {
				return err
			}
			_, err = member.Edit(tx, member.Edited{ID: m.ID, Version: m.Version, FullName: m.FullName, AdmittedOn: m.AdmittedOn, Note: "mới"})
			return err
		})
		db.Read(t, c.Loc.Person, func(rd *store.Reader) error {
			number, withheld, err := member.OwnPhone(rd)
			if number != "0912345678" || !withheld {
				t.Errorf("%q %v", number, withheld)
			}
			return err
		})
	})
}

func TestAWithdrawalTypedForAComradeIsCarriedOut(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			return privacy.GiveFor(tx, book, c.Tin.Member, "phone", true, "Phiếu đồng ý ngày 01/12/2026")
		})
		for _, who := range []string{c.Mai.Person, c.Neighbour.Person, c.Officer} {
			if err := db.TryWrite(who, func(tx *store.Tx) error { return privacy.GiveFor(tx, book, c.Tin.Member, "phone", true, "x") }); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%v", err)
			}
		}
		if err := db.TryWrite(c.Hien.Person, func(tx *store.Tx) error { return privacy.GiveFor(tx, book, c.Tin.Member, "phone", true, " ") }); fault.KindOf(err) != fault.Invalid {
			t.Errorf("without a paper: %v", err)
		}
		var q privacy.Request
		db.Write(t, c.Hien.Person, func(tx *store.Tx) (err error) {
			q, err = privacy.AskFor(tx, book, c.Tin.Member, privacy.Asking{Kind: "withdraw", Field: "phone", Text: "Đồng chí không muốn ai gọi", Channel: privacy.Oral, AskedOn: "2026-12-03"})
			return err
		})
		db.Write(t, c.Officer, func(tx *store.Tx) error {
			_, err := privacy.Finish(tx, book, privacy.Answer{ID: q.ID, Version: 1, Text: "Đã rút"})
			return err
		})
		db.Read(t, c.Tin.Person, func(rd *store.Reader) error {
			all, err := privacy.MyConsents(rd)
			if len(all) != 2 || all[0].Given || all[0].How != privacy.OnRequest || all[0].Paper != q.ID {
				t.Errorf("%+v", all)
			}
			return err
		})
	})
}
