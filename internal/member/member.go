package member

import (
	"strings"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Member is a person's membership as it is on one day.
type Member struct {
	ID, PersonID, FullName, OtherName, Sex, Birth, BirthPrecision, Home, Phone string
	Card, OldCard, CardIssuer, CardDay, AdmittedOn, OfficialOn, EndedOn, Note  string
	Org, OrgName                                                               string
	Standing                                                                   string // probationary, official, ended
	Activity                                                                   string // active, exempt, away, temporary_here, suspended
	Since                                                                      string // the day the activity began
	Version                                                                    int64
	NameKey                                                                    string
}

// New is a membership to be entered. Person.ID names a known person, else the
// person is written down too.
type New struct {
	Person
	Org, AdmittedOn, OfficialOn, Card, OldCard, CardIssuer, CardDay, Note string
	From                                                                  string // the first day on the cell's roll; empty is today
	Activity, ActivityFrom                                                string // empty: active, and From
	Decision                                                              string
}

const memberColumns = `m.id, p.id, p.full_name, p.other_name, p.sex, p.birth, p.birth_precision, p.home, p.phone,
	coalesce(m.card, ''), coalesce(m.old_card, ''), m.card_issuer, m.card_day, m.admitted_on, m.official_on, coalesce(m.ended_on, ''), m.note,
	s.org, coalesce(e.name, ''), s.standing, s.activity, s.from_day, m.version, p.name_key`

func scanMember(scan store.Scan) (m Member, err error) {
	err = scan(&m.ID, &m.PersonID, &m.FullName, &m.OtherName, &m.Sex, &m.Birth, &m.BirthPrecision, &m.Home, &m.Phone,
		&m.Card, &m.OldCard, &m.CardIssuer, &m.CardDay, &m.AdmittedOn, &m.OfficialOn, &m.EndedOn, &m.Note,
		&m.Org, &m.OrgName, &m.Standing, &m.Activity, &m.Since, &m.Version, &m.NameKey)
	return
}

// place is the cell in which the rights over a member are asked: where they
// stand today, else where they last stood or first will.
func place(rd *store.Reader, member string) (string, error) {
	all, err := rd.Strings(`select s.org from member_span s where s.tenant = $1 and s.member = $2
		order by case when s.from_day <= $3 and (s.to_day is null or s.to_day > $3) then 0 else 1 end, s.from_day desc limit 1`, member, rd.Today())
	if err != nil {
		return "", err
	}
	if len(all) == 0 {
		return "", fault.Missing()
	}
	return all[0], nil
}

func must(rd *store.Reader, action access.Action, member string) error {
	at, err := place(rd, member)
	if err != nil {
		return err
	}
	return org.Must(rd, action, at)
}

func mustOrSelf(rd *store.Reader, member string) error {
	self, err := rd.Int(`select count(*) from member where tenant = $1 and id = $2 and person = $3`, member, rd.Viewer().Person)
	if err != nil || self > 0 {
		return err
	}
	return must(rd, access.RollView, member)
}

// Enter writes down a membership and puts it on a cell's roll.
func Enter(tx *store.Tx, book *rule.Book, in New) (Member, error) {
	if err := org.Must(tx.Reader, access.RollEdit, in.Org); err != nil {
		return Member{}, err
	}
	if in.From == "" {
		in.From = tx.Today()
	}
	if err := takes(tx.Reader, in.Org, in.From); err != nil {
		return Member{}, err
	}
	known := in.Person.ID != ""
	if known {
		if err := mustPerson(tx.Reader, access.RollEdit, in.Person.ID, false); err != nil {
			return Member{}, err
		}
		n, err := tx.Int(`select count(*) from member where tenant = $1 and person = $2 and ended_on is null`, in.Person.ID)
		if err != nil {
			return Member{}, err
		}
		if n > 0 {
			return Member{}, fault.New(fault.Conflict, "member_open")
		}
		if err := tx.Get([]any{&in.FullName, &in.OtherName, &in.Birth, &in.BirthPrecision}, `select full_name, other_name, birth, birth_precision from person where tenant = $1 and id = $2`, in.Person.ID); err != nil {
			return Member{}, err
		}
	} else {
		if err := tidy(tx.Reader, &in.Person); err != nil {
			return Member{}, err
		}
		in.Person.ID = store.NewID()
		if err := putPerson(tx, in.Person, nil, ""); err != nil {
			return Member{}, err
		}
	}
	if err := checkRecord(tx.Reader, "", &in); err != nil {
		return Member{}, err
	}
	id := store.NewID()
	if err := enter(tx, id, in); err != nil {
		return Member{}, err
	}
	if err := org.Note(tx, "member.enter", "member", id, in.Org, map[string]string{"name": in.FullName, "from": in.From, "decision": in.Decision}); err != nil {
		return Member{}, err
	}
	return get(tx.Reader, id)
}

// checkRecord checks the form of a record and that the card is no one else's.
func checkRecord(rd *store.Reader, self string, in *New) error {
	in.Card, in.OldCard = digits(in.Card), digits(in.OldCard)
	in.CardIssuer, in.Note = vi.Clean(in.CardIssuer), vi.CleanText(in.Note)
	var bad fault.Fields
	if in.Card != "" && (len(in.Card) != 12 || !allDigits(in.Card)) {
		bad.Add("card", "card_length")
	}
	for name, day := range map[string]string{"card_day": in.CardDay, "admitted_on": in.AdmittedOn, "official_on": in.OfficialOn, "activity_from": in.ActivityFrom} {
		if day != "" && !vi.ValidDay(day) {
			bad.Add(name, "day_unreadable")
		}
	}
	if in.OfficialOn != "" && in.AdmittedOn > in.OfficialOn {
		bad.Add("official_on", "official_before_admission")
	}
	if kindOf[in.Activity] == "" && in.Activity != "" {
		bad.Add("activity", "event_kind")
	}
	if err := bad.Err(); err != nil || in.Card == "" {
		return err
	}
	n, err := rd.Int(`select count(*) from member where tenant = $1 and card = $2 and id <> $3`, in.Card, self)
	if err == nil && n > 0 {
		return fault.Bad("card", "card_taken")
	}
	return err
}

// enter writes the membership, its first events, spans and words.
func enter(tx *store.Tx, id string, in New) error {
	if _, err := tx.Exec(`insert into member (tenant, id, person, card, old_card, card_issuer, card_day, admitted_on, official_on, ended_on, identity_match, note, version, created_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, null, $10, $11, 1, $12)`,
		id, in.Person.ID, store.NullString(in.Card), store.NullString(in.OldCard), in.CardIssuer, in.CardDay, in.AdmittedOn, in.OfficialOn,
		matchKey(in.Person), in.Note, tx.Now()); err != nil {
		return err
	}
	events := []Event{{Kind: Entered, Org: in.Org, From: in.From, Decision: in.Decision}}
	if in.OfficialOn != "" {
		events = append(events, Event{Kind: Official, From: in.OfficialOn})
	}
	if in.Activity != "" && in.Activity != "active" {
		since := in.ActivityFrom
		if since == "" {
			since = in.From
		}
		events = append(events, Event{Kind: kindOf[in.Activity], From: since})
	}
	for i := range events {
		events[i].ID, events[i].Member, events[i].RecordedAt = store.NewID(), id, tx.Now()
		if err := putEvent(tx, events[i]); err != nil {
			return err
		}
	}
	if err := putSpans(tx, id, Derive(events)); err != nil {
		return err
	}
	return putWords(tx, id, in.FullName, in.OtherName, in.Card, in.OldCard)
}

// matchKey is the folded name with a full birth date: the last way to know
// that two rows speak of one person.
func matchKey(p Person) string {
	if p.BirthPrecision != "full" || p.Birth == "" {
		return ""
	}
	return vi.Fold(p.FullName) + "|" + p.Birth
}

// putWords writes the words a member is found by, in one statement.
func putWords(tx *store.Tx, member string, texts ...string) error {
	words := vi.Words(strings.Join(texts, " "))
	if len(words) == 0 {
		return nil
	}
	var b strings.Builder
	b.WriteString(`insert into member_word (tenant, member, word) values `)
	args := []any{member}
	for i, w := range words {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString("($1, $2, $" + itoa(i+3) + ")")
		args = append(args, w)
	}
	b.WriteString(" on conflict do nothing")
	_, err := tx.Exec(b.String(), args...)
	return err
}

// get reads a member as of today, or nearest to it, without asking rights.
func get(rd *store.Reader, id string) (Member, error) {
	m, err := store.One(rd, scanMember, `select `+memberColumns+` from member m join person p on p.tenant = m.tenant and p.id = m.person
		join member_span s on s.tenant = m.tenant and s.member = m.id
		left join org_edge e on e.tenant = s.tenant and e.org = s.org and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)
		where m.tenant = $1 and m.id = $2
		order by case when s.from_day <= $3 and (s.to_day is null or s.to_day > $3) then 0 else 1 end, s.from_day desc limit 1`, id, rd.Today())
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
			and e.kind in ('exempt','resume','away','temporary_here','suspend')
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

// Filter narrows a list. Org means it and all below it; empty means all that
// the viewer may see.
type Filter struct {
	Org, Query, AsAt, Activity, Standing string
	After                                string
	Limit                                int
}

// List gives a page of members in Vietnamese name order, by given name, and
// what to pass as After for the next one ("" at the end).
func List(rd *store.Reader, f Filter) ([]Member, string, error) {
	day := f.AsAt
	if day == "" {
		day = rd.Today()
	}
	if !vi.ValidDay(day) {
		return nil, "", fault.Bad("as_at", "day_unreadable")
	}
	if f.Limit <= 0 || f.Limit > 1000 {
		f.Limit = 50
	}
	text := `select ` + memberColumns + ` from member_span s join member m on m.tenant = s.tenant and m.id = s.member join person p on p.tenant = m.tenant and p.id = m.person
		join org_edge e on e.tenant = s.tenant and e.org = s.org and e.valid_from <= $2 and (e.valid_to is null or e.valid_to > $2)`
	cond := ` where s.tenant = $1 and s.from_day <= $2 and (s.to_day is null or s.to_day > $2)`
	args := []any{day}
	arg := func(v any) string { args = append(args, v); return "$" + itoa(len(args)+1) }
	column := "e.path"
	if day != rd.Today() {
		today := arg(rd.Today())
		column = "coalesce(t.path, e.path)"
		text += ` left join org_edge t on t.tenant = e.tenant and t.org = e.org and t.valid_from <= ` + today + ` and (t.valid_to is null or t.valid_to > ` + today + `)`
	}
	if f.Org == "" {
		if err := access.MustAny(rd, access.RollView); err != nil {
			return nil, "", err
		}
	} else {
		if err := org.Must(rd, access.RollView, f.Org); err != nil {
			return nil, "", err
		}
		var path string
		if err := rd.Get([]any{&path}, `select path from org_edge where tenant = $1 and org = $2 and valid_from <= $3 and (valid_to is null or valid_to > $3)`, f.Org, day); store.IsNoRow(err) {
			return nil, "", nil // it did not stand on that day
		} else if err != nil {
			return nil, "", err
		}
		cond += ` and e.path >= ` + arg(path) + ` and e.path < ` + arg(access.After(path))
	}
	reach, more, err := access.Where(rd, access.RollView, column, len(args)+2)
	if err != nil {
		return nil, "", err
	}
	cond += " and " + reach
	args = append(args, more...)
	for _, w := range vi.Words(f.Query) { // "~" is above every letter and digit
		cond += ` and exists (select 1 from member_word w where w.tenant = s.tenant and w.member = s.member and w.word >= ` + arg(w) + ` and w.word < ` + arg(w+"~") + `)`
	}
	if f.Query != "" && len(vi.Words(f.Query)) == 0 {
		return nil, "", nil
	}
	if f.Activity != "" {
		cond += ` and s.activity = ` + arg(f.Activity)
	}
	if f.Standing != "" {
		cond += ` and s.standing = ` + arg(f.Standing)
	}
	if f.After != "" {
		key, id, _ := strings.Cut(f.After, "~")
		k := arg(key)
		cond += ` and (p.name_key > ` + k + ` or (p.name_key = ` + k + ` and m.id > ` + arg(id) + `))`
	}
	all, err := store.All(rd, scanMember, text+cond+` order by p.name_key, m.id limit `+arg(f.Limit+1), args...)
	if err != nil {
		return nil, "", err
	}
	next := ""
	if len(all) > f.Limit {
		all = all[:f.Limit]
		next = all[f.Limit-1].NameKey + "~" + all[f.Limit-1].ID
	}
	return all, next, since(rd, all, day)
}

// Roll lists everyone who stands in a cell on a day, higher posts or not, in
// name order. The caller has asked the right: the meeting freezes it.
func Roll(rd *store.Reader, cell, day string) ([]Member, error) {
	return store.All(rd, scanMember, `select `+memberColumns+` from member_span s join member m on m.tenant = s.tenant and m.id = s.member join person p on p.tenant = m.tenant and p.id = m.person
		left join org_edge e on e.tenant = s.tenant and e.org = s.org and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)
		where s.tenant = $1 and s.org = $2 and s.from_day <= $3 and (s.to_day is null or s.to_day > $3) order by p.name_key, m.id`, cell, day)
}

// Edit is a member's record as it shall be; dates of standing and the cell are
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
	return m, org.Note(tx, "member.edit", "member", in.ID, old.Org, map[string]any{"before": old, "after": m})
}

// rewrite updates person and membership and the words they are found by.
func rewrite(tx *store.Tx, id string, in New) error {
	p := in.Person
	if _, err := tx.Exec(`update person set full_name = $3, name_key = $4, other_name = $5, sex = $6, birth = $7, birth_precision = $8, home = $9, phone = $10, version = version + 1 where tenant = $1 and id = $2`,
		p.ID, p.FullName, vi.NameKey(p.FullName), p.OtherName, p.Sex, p.Birth, p.BirthPrecision, p.Home, p.Phone); err != nil {
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
