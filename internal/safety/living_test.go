package safety

import (
	"context"
	"encoding/json"
	"io"

	"chibo/internal/access"
	"chibo/internal/assist"
	"chibo/internal/concern"
	"chibo/internal/demo"
	"chibo/internal/inspection"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/minutes"
	"chibo/internal/offline"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/visit"
)

func (m *made) neighbour(dir string) error {
	db, err := openAt(dir)
	if err != nil {
		return err
	}
	ward, err := demo.Make(context.Background(), db, book, today, 2, io.Discard)
	if err != nil {
		return err
	}
	if err := lookedAt(db, ward.Cells[6].ID); err != nil {
		return err
	}
	if err := raisedAt(db, ward.Officer, ward.Cells[6]); err != nil {
		return err
	}
	if err := visitedAt(db, ward.Officer, ward.Cells[6]); err != nil {
		return err
	}
	if err := supervisedAt(db, ward.Cells[6]); err != nil {
		return err
	}
	if err := shelvedAt(db, ward, ward.Cells[6]); err != nil {
		return err
	}
	if err := praisedAt(db, ward.Cells[6]); err != nil {
		return err
	}
	return db.Close()
}

// lookedAt puts a question about its last sealed meeting to each cell, old enough for
// the committee to be told.
func lookedAt(db *store.DB, cells ...string) error {
	return db.Write(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: store.System}, func(tx *store.Tx) error {
		for _, cell := range cells {
			if _, err := tx.Exec(`insert into finding (tenant, id, org, meeting, kind, n, of_all, other, rule, found_at, told_on, gone_at, answer, answered_by, answered_at, version)
				select tenant, $2, org, id, 'flat', 0, 0, '', 'formality.watch.local@1', $3, day, null, '', '', null, 1 from meeting where tenant = $1 and org = $4 and kind = 'regular' and sealed_at is not null order by day desc limit 1`,
				store.NewID(), tx.Now()-1, cell); err != nil {
				return err
			}
		}
		return nil
	})
}

// raisedAt has the people of each cell raise something, to its secretary and past him.
func raisedAt(db *store.DB, officer string, cells ...demo.Cell) error {
	for _, c := range cells {
		for who, to := range map[string]string{c.Secretary: concern.ToSecretary, officer: concern.ToOfficer} {
			if err := db.Write(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: who}, func(tx *store.Tx) error {
				_, _, err := concern.Raise(tx, book, concern.Raising{Org: c.ID, Source: concern.People, Topic: "area", Naming: concern.NoName, To: to, Body: "Đèn ngõ hỏng.", Key: c.ID + to})
				return err
			}); err != nil {
				return err
			}
		}
	}
	return nil
}

// visitedAt has the office visit each cell, promise something there and plan to help it.
func visitedAt(db *store.DB, officer string, cells ...demo.Cell) error {
	for _, c := range cells {
		if err := db.Write(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: officer}, func(tx *store.Tx) error {
			v, err := visit.Plan(tx, book, c.ID, officer, "2026-11-20")
			if err == nil {
				_, err = assist.Make(tx, book, c.ID, assist.Help{Person: officer, Aim: "Cùng chi ủy soạn nội dung", Why: "Chi ủy mới", Until: "2026-12-21"})
			}
			if err == nil {
				_, err = inspection.Put(tx.As(c.Secretary), book, c.ID, 2026, inspection.CheckPlan{Kind: "regular", Subject: "Thu, nộp đảng phí", Period: "q4"})
			}
			if err == nil {
				_, err = visit.Promised(tx, book, v.ID, "Sửa mái nhà văn hóa", "2026-12-20")
			}
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

// supervisedAt gives each cell a matter under supervision, whatever the rules want of its kind.
func supervisedAt(db *store.DB, cells ...demo.Cell) error {
	return db.Write(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: store.System}, func(tx *store.Tx) error {
		for _, c := range cells {
			if _, err := tx.Exec(`insert into matter (tenant, id, org, year, what, office, report_on, adopted_on, meeting, paper, outcome, reported_on, closed_on, close_reason, version, at, by_person)
				values ($1, $2, $3, 2026, 'Mua sắm', 'Kế toán', '2026-12-20', '2026-01-06', '', '', '', '', '', '', 1, 0, '')`, store.NewID(), c.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// live makes the ward itself, gives it a guest for every post and takes the
// neighbour in.
func (m *made) live(neighbour string) error {
	ctx := context.Background()
	db, err := openAt(m.dir)
	if err != nil {
		return err
	}
	ward, err := demo.Make(ctx, db, book, today, 2, io.Discard)
	if err != nil {
		return err
	}
	m.root, m.rootSlug = ward.Root.ID, ward.Root.Slug
	own, sibling := ward.Cells[6], ward.Cells[7]
	if err := lookedAt(db, own.ID, sibling.ID); err != nil {
		return err
	}
	if err := raisedAt(db, ward.Officer, own, sibling); err != nil {
		return err
	}
	if err := visitedAt(db, ward.Officer, own, sibling); err != nil {
		return err
	}
	if err := supervisedAt(db, own, sibling); err != nil {
		return err
	}
	if err := shelvedAt(db, ward, own, sibling); err != nil {
		return err
	}
	if err := praisedAt(db, own, sibling); err != nil {
		return err
	}
	stands := access.Grant{Post: access.Member, Org: own.ID}
	in := func(name access.Post, n int) {
		g := &guest{name: string(name), person: own.Members[n].PersonID, grants: []access.Grant{stands}}
		if name != access.Member {
			g.grants = append(g.grants, access.Grant{Post: name, Org: own.ID})
		}
		m.guests = append(m.guests, g)
	}
	in(access.Scribe, 3)
	in(access.Secretary, 0)
	in(access.Deputy, 1)
	in(access.Committee, 10) // none of those who write its minutes
	in(access.Member, 9)
	in(access.Assistant, 8)
	m.guests = append(m.guests, &guest{name: "nobody"})
	system := store.Viewer{Tenant: demo.Tenant, Person: store.System}
	if err := db.Write(ctx, system, func(tx *store.Tx) error {
		if _, err := member.Appoint(tx, member.Post{Person: own.Members[10].PersonID, Post: access.Committee, Org: own.ID, From: "2026-11-20"}); err != nil {
			return err
		}
		for i, post := range []access.Post{access.InCharge, access.Adviser, access.Officer, access.WardSecretary, access.WardDeputy, access.StandingMember, access.WardMember, access.Inspector, access.Administrator, access.ProvinceOfficer, ""} {
			p, err := member.NewPerson(tx, member.Person{FullName: "Khách Thứ " + string(rune('A'+i))})
			if err != nil {
				return err
			}
			g := &guest{name: string(post), person: p.ID}
			switch post {
			case "":
				g.name = "without a post"
			case access.InCharge, access.Adviser:
				g.grants = []access.Grant{{Post: post, Org: own.ID}}
			default:
				g.grants = []access.Grant{{Post: post, Org: m.root}}
			}
			for _, h := range g.grants {
				if post == access.WardSecretary { // the sample ward has one, and there is only one
					if _, err := tx.Exec(`insert into post_holding (tenant, id, person, post, org, from_day, to_day, decision, at, by_person) values ($1, $2, $3, $4, $5, '2025-07-01', null, '', 0, '')`, store.NewID(), p.ID, string(post), h.Org); err != nil {
						return err
					}
					continue
				}
				if _, err := member.Appoint(tx, member.Post{Person: p.ID, Post: post, Org: h.Org, From: "2025-07-01"}); err != nil {
					return err
				}
			}
			if post == access.Inspector { // reads under a decision of his own, the first of all
				for _, text := range []string{
					`insert into mandate (tenant, id, org, person, number, issued_on, issuer, from_month, until_month, ends_on, told, entered_on, ended_on, version, by_person) values ($1, '00', $2, $3, '8', '2026-11-20', 'x', '2026-01', '2026-12', '2026-12-20', 'now', '2026-11-20', '', 1, '')`,
					`insert into mandate_cell (tenant, mandate, org) select d.tenant, d.id, o.id from mandate d join org o on o.tenant = d.tenant where d.tenant = $1 and d.org = $2 and d.person = $3 and o.id <> d.org`,
				} {
					if _, err := tx.Exec(text, m.root, p.ID); err != nil {
						return err
					}
				}
			}
			m.guests = append(m.guests, g)
		}
		if err := m.more(tx, own, sibling); err != nil {
			return err
		}
		for _, g := range m.guests {
			if g.person == "" {
				continue
			}
			if _, err := session.Account(tx, g.person, "Khách "+g.name); err != nil {
				return err
			}
			s, err := session.Begin(tx, g.person, "phép thử")
			if err != nil {
				return err
			}
			k, err := session.NewToken(tx, g.person, "phép thử")
			if err != nil {
				return err
			}
			g.cookie, g.token = s.Secret, k.Secret
		}
		return nil
	}); err != nil {
		return err
	}
	imported, err := member.Stage(ctx, db, store.Viewer{Tenant: demo.Tenant, Person: ward.Officer}, book,
		member.Upload{Kind: member.ListMembers, Name: "ds.csv", Data: []byte("Họ và tên,Ngày sinh,Chi bộ\nNgười Mới,01/02/1980,Chi bộ Tổ dân phố 7\n")})
	if err != nil {
		return err
	}
	if err := takeIn(ctx, db, neighbour); err != nil {
		return err
	}
	if m.own, err = survey(db.Raw(), demo.Tenant, own.ID, own.Members[12].ID); err != nil {
		return err
	}
	root, err := survey(db.Raw(), demo.Tenant, m.root, own.Members[12].ID)
	if err != nil {
		return err
	}
	m.hop = root.inner
	if m.sibling, err = survey(db.Raw(), demo.Tenant, sibling.ID, sibling.Members[12].ID); err != nil {
		return err
	}
	m.own.name, m.sibling.name = "own", "sibling"
	if err := takenAlong(ctx, db, own.Secretary, m.own.meetings); err != nil {
		return err
	}
	if err := db.Write(ctx, store.Viewer{Tenant: demo.Tenant, Person: own.Secretary}, func(tx *store.Tx) error {
		for _, s := range m.own.meetings { // a correction on its way, so that its pages stand
			if s.paper == "" {
				continue
			}
			if _, err := minutes.Amend(tx, s.paper); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	m.own.imported, m.sibling.imported = imported, imported
	m.upper = m.own // ids of the own cell under the root's address fit nothing
	m.upper.name, m.upper.org, m.upper.slug, m.upper.cell = "upper", m.root, m.rootSlug, false
	var org, one string
	if err := db.Raw().QueryRow(`select org from org_edge where tenant = ? and name like 'Chi bộ Tổ dân phố 7%'`, other).Scan(&org); err != nil {
		return err
	}
	if err := db.Raw().QueryRow(`select member from member_span where tenant = ? and org = ? limit 1`, other, org).Scan(&one); err != nil {
		return err
	}
	if m.foreign, err = survey(db.Raw(), other, org, one); err != nil {
		return err
	}
	m.foreignRoot = m.foreign
	if err := db.Raw().QueryRow(`select o.id, o.slug from org o join org_edge e on e.tenant = o.tenant and e.org = o.id where o.tenant = ? and e.parent is null`, other).Scan(&m.foreignRoot.org, &m.foreignRoot.slug); err != nil {
		return err
	}
	return db.Close()
}

// takenAlong takes every meeting along that is not sealed yet, with an entry that
// its room refuses.
func takenAlong(ctx context.Context, db *store.DB, secretary string, meetings []sitting) error {
	for i := range meetings {
		s := &meetings[i]
		err := db.Write(ctx, store.Viewer{Tenant: demo.Tenant, Person: secretary}, func(tx *store.Tx) error {
			m, err := meeting.Get(tx.Reader, s.id)
			if err != nil || m.At(meeting.Sealed) {
				return err
			}
			d, _, err := offline.Take(tx, offline.Taking{Meeting: s.id, Label: "điện thoại"})
			if err != nil {
				return err
			}
			s.device = d.ID
			_, err = offline.Receive(tx, book, d.ID, offline.Batch{Ops: []offline.Op{{ID: store.NewID(), Device: d.ID, Seq: 1, Lamport: 1, Kind: "score", Key: "score", Value: json.RawMessage(`{"points":900,"reason":"x"}`)}}})
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
