package access_test

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// tree: ward w above cells a and b; hien is secretary of a, ha officer of w.
func tree(t *testing.T, db *storetest.DB) {
	db.Write(t, store.System, func(tx *store.Tx) error {
		for _, o := range []struct{ id, path string }{{"w", "w."}, {"a", "w.a."}, {"b", "w.b."}} {
			if _, err := tx.Exec(`insert into org (tenant, id, code, slug, version, created_at) values ($1, $2, $2, $2, 1, 0)`, o.id); err != nil {
				return err
			}
			if _, err := tx.Exec(`insert into org_edge (tenant, org, valid_from, name, kind, path, position) values ($1, $2, '2025-07-01', $2, 'x', $3, 0)`, o.id, o.path); err != nil {
				return err
			}
		}
		for _, p := range []string{"hien", "ha", "old", "soon"} {
			if _, err := tx.Exec(`insert into person (tenant, id, full_name, name_key, other_name, sex, birth, birth_precision, home, phone, ethnicity, religion, version, created_at) values ($1, $2, $2, $2, '', '', '', '', '', '', '', '', 1, 0)`, p); err != nil {
				return err
			}
		}
		for _, h := range []struct{ person, post, org, from, to string }{
			{"hien", "secretary", "a", "2025-07-01", ""},
			{"ha", "officer", "w", "2025-07-01", ""},
			{"old", "secretary", "a", "2025-07-01", "2026-12-03"},
			{"soon", "secretary", "a", "2026-12-04", ""},
		} {
			if _, err := tx.Exec(`insert into post_holding (tenant, id, person, post, org, from_day, to_day, decision, at, by_person) values ($1, $2, $2, $3, $4, $5, $6, '', 0, '')`, h.person, h.post, h.org, h.from, store.NullString(h.to)); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestReach(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		tree(t, db)
		for _, c := range []struct {
			person string
			action access.Action
			org    string
			want   bool
		}{
			{"hien", access.MinutesSeal, "a", true},
			{"hien", access.MinutesSeal, "b", false}, // sibling
			{"hien", access.MinutesSeal, "w", false}, // above
			{"hien", access.OrgEdit, "a", false},
			{"ha", access.RollEdit, "b", true},     // below
			{"ha", access.MinutesView, "a", false}, // minutes stay in the cell
			{"ha", access.ResolutionView, "a", true},
			{"old", access.MinutesSeal, "a", false}, // ended today: half-open days
			{"soon", access.MinutesSeal, "a", false},
			{"", access.SignedIn, "", false},
			{store.System, access.OrgEdit, "w", true},
		} {
			db.Read(t, c.person, func(rd *store.Reader) error {
				got, err := access.Can(rd, c.action, c.org)
				if got != c.want {
					t.Errorf("%s %s in %s: %v", c.person, c.action, c.org, got)
				}
				if !c.want && fault.KindOf(access.Must(rd, c.action, c.org)) != fault.NotFound {
					t.Errorf("%s %s in %s: refusal is not not-found", c.person, c.action, c.org)
				}
				return err
			})
		}
	})
}

// TestTheConditionIsTheSameLaw: for every action and person, the list condition
// keeps exactly the organisations for which Can says yes.
func TestTheConditionIsTheSameLaw(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		tree(t, db)
		for action := range access.Actions() {
			for _, person := range []string{"hien", "ha", "old", "soon", "nobody"} {
				db.Read(t, person, func(rd *store.Reader) error {
					cond, args, err := access.Where(rd, action, "e.path", 2)
					if err != nil {
						return err
					}
					got, err := rd.Strings(`select e.org from org_edge e where e.tenant = $1 and `+cond+` order by e.org`, args...)
					if err != nil {
						return err
					}
					listed := map[string]bool{}
					for _, o := range got {
						listed[o] = true
					}
					for _, org := range []string{"w", "a", "b"} {
						if can, err := access.Can(rd, action, org); err != nil || can != listed[org] {
							t.Errorf("%s %s in %s: Can %v, list %v (%v)", person, action, org, can, listed[org], err)
						}
					}
					return nil
				})
			}
		}
	})
}

func TestEndsAtMidnight(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		tree(t, db)
		db.Clock.Set(storetest.Start.AddDate(0, 0, 1))
		db.Read(t, "soon", func(rd *store.Reader) error {
			if ok, err := access.Can(rd, access.MinutesSeal, "a"); !ok {
				t.Errorf("the new secretary has no right on the first day (%v)", err)
			}
			return nil
		})
	})
}
