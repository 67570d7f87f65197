package member

import (
	"errors"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// get reads a member as of today, or nearest to it, without asking rights.
func get(rd *store.Reader, id string) (Member, error) {
	l, err := store.One(rd, scanLocked, `select `+memberColumns+` from member m`+besidePerson+`
		join member_span s on s.tenant = m.tenant and s.member = m.id
		left join org_edge e on e.tenant = s.tenant and e.org = s.org and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)
		where m.tenant = $1 and m.id = $2
		order by case when s.from_day <= $3 and (s.to_day is null or s.to_day > $3) then 0 else 1 end, s.from_day desc limit 1`, id, rd.Today())
	if err != nil {
		return Member{}, err
	}
	m, err := l.open(rd)
	if err != nil {
		return m, err
	}
	if m.EndedOn != "" && m.EndedOn <= rd.Today() {
		m.Standing = "ended"
	}
	all := []Member{m}
	err = since(rd, all, rd.Today())
	return all[0], err
}

// since fills the day on which each member's activity began, which may lie
// before the span: the cell changed since, the activity did not.
func since(rd *store.Reader, all []Member, day string) error {
	for from := 0; from < len(all); from += 128 {
		page := all[from:min(from+128, len(all))]
		ids := make([]string, len(page))
		for i, m := range page {
			ids[i] = m.ID
		}
		list, args := in(ids, 3)
		type at struct{ member, kind, day string }
		found, err := store.All(rd, func(scan store.Scan) (a at, err error) { err = scan(&a.member, &a.kind, &a.day); return },
			`select e.member, e.kind, e.from_day from member_event e where e.tenant = $1 and e.from_day <= $2 and e.member in `+list+`
			and e.kind in ('exempt','resume','away','temporary_here','suspend','sent')
			and not exists (select 1 from member_event c where c.tenant = e.tenant and c.member = e.member and c.corrects = e.id) order by e.from_day, e.recorded_at, e.id`, append([]any{day}, args...)...)
		if err != nil {
			return err
		}
		last := map[string]at{}
		for _, a := range found {
			if activities[last[a.member].kind] != activities[a.kind] {
				last[a.member] = a
			}
		}
		for i := range page {
			if a, ok := last[page[i].ID]; ok && activities[a.kind] == page[i].Activity {
				page[i].Since = a.day
			}
		}
	}
	return nil
}

// Get gives a member's record to those who keep the roll and to the member.
func Get(rd *store.Reader, id string) (Member, error) {
	if err := mustOrSelf(rd, id); err != nil {
		return Member{}, err
	}
	return get(rd, id)
}

// Mine is the viewer's own membership; a person without one gets not found.
func Mine(rd *store.Reader) (Member, error) {
	ids, err := rd.Strings(`select id from member where tenant = $1 and person = $2 order by ended_on is not null, created_at desc limit 1`, rd.Viewer().Person)
	if err != nil {
		return Member{}, err
	}
	if len(ids) == 0 {
		return Member{}, fault.Missing()
	}
	return get(rd, ids[0])
}

// Edited is a member's record as it shall be; dates of standing and the cell are
// not edited but recorded as events.
type Edited struct {
	ID                                                           string
	Version                                                      int64
	FullName, OtherName, Sex, Birth, BirthPrecision, Home, Phone string
	Card, OldCard, CardIssuer, CardDay, AdmittedOn, Note         string
}

// Edit writes a member's record anew.
func Edit(tx *store.Tx, in Edited) (Member, error) {
	if err := must(tx.Reader, access.RollEdit, in.ID); err != nil {
		return Member{}, err
	}
	old, err := get(tx.Reader, in.ID)
	if err != nil {
		return Member{}, err
	}
	if old.Version != in.Version {
		return Member{}, fault.Stale(old)
	}
	if err := MustBeOpen(tx.Reader, old.PersonID); err != nil {
		return Member{}, err
	}
	p := Person{ID: old.PersonID, FullName: in.FullName, OtherName: in.OtherName, Sex: in.Sex, Birth: in.Birth, BirthPrecision: in.BirthPrecision, Home: in.Home, Phone: in.Phone}
	if err := tidy(tx.Reader, &p); err != nil {
		return Member{}, err
	}
	rec := New{Person: p, Card: in.Card, OldCard: in.OldCard, CardIssuer: in.CardIssuer, CardDay: in.CardDay, AdmittedOn: in.AdmittedOn, OfficialOn: old.OfficialOn, Note: in.Note}
	if err := checkRecord(tx.Reader, in.ID, &rec); err != nil {
		return Member{}, err
	}
	if err := rewrite(tx, in.ID, rec); err != nil {
		return Member{}, err
	}
	m, err := get(tx.Reader, in.ID)
	if err != nil {
		return m, err
	}
	return m, org.Note(tx, "member.edit", "member", in.ID, old.Org, map[string]any{"changed": differs(old, m)})
}

// differs names the fields that changed. The log says which, not what stood there:
// whatever is written into it can only be taken out by erasing (docs/adr/0041).
func differs(a, b Member) []string {
	out := []string{}
	for _, f := range []struct {
		key      string
		was, now string
	}{{"full_name", a.FullName, b.FullName}, {"other_name", a.OtherName, b.OtherName}, {"sex", a.Sex, b.Sex}, {"birth", a.Birth + a.BirthPrecision, b.Birth + b.BirthPrecision},
		{"home", a.Home, b.Home}, {"phone", a.Phone, b.Phone}, {"card", a.Card, b.Card}, {"old_card", a.OldCard, b.OldCard}, {"card_issuer", a.CardIssuer, b.CardIssuer},
		{"card_day", a.CardDay, b.CardDay}, {"admitted_on", a.AdmittedOn, b.AdmittedOn}, {"note", a.Note, b.Note}} {
		if f.was != f.now {
			out = append(out, f.key)
		}
	}
	return out
}

// MustBeOpen refuses a change or a copy of a record that the viewer does not see whole: what
// is hidden would be overwritten by nothing.
func MustBeOpen(rd *store.Reader, person string) error {
	state, err := DataOf(rd, person)
	if err != nil {
		return err
	}
	switch state {
	case Shredded:
		return fault.New(fault.Conflict, "data_shredded")
	case Restricted:
		if may, err := opened(rd, person); err != nil || !may {
			return errors.Join(err, fault.New(fault.Conflict, "data_restricted"))
		}
	}
	return nil
}

// rewrite updates person and membership and the words they are found by.
func rewrite(tx *store.Tx, id string, in New) error {
	p := in.Person
	if _, err := tx.Exec(`update person set full_name = $3, name_key = $4, other_name = $5, sex = $6, birth = $7, birth_precision = $8, home = $9, version = version + 1 where tenant = $1 and id = $2`,
		p.ID, p.FullName, vi.NameKey(p.FullName), p.OtherName, p.Sex, p.Birth, p.BirthPrecision, p.Home); err != nil {
		return err
	}
	if err := PutPhone(tx, p.ID, p.Phone); err != nil {
		return err
	}
	if _, err := tx.Exec(`update member set card = $3, old_card = $4, card_issuer = $5, card_day = $6, admitted_on = $7, identity_match = $8, note = $9, version = version + 1 where tenant = $1 and id = $2`,
		id, store.NullString(in.Card), store.NullString(in.OldCard), in.CardIssuer, in.CardDay, in.AdmittedOn, matchKey(p), in.Note); err != nil {
		return err
	}
	if _, err := tx.Exec(`delete from member_word where tenant = $1 and member = $2`, id); err != nil {
		return err
	}
	return putWords(tx, id, p.FullName, p.OtherName, in.Card, in.OldCard)
}
