package member

import (
	"strconv"
	"strings"

	"chibo/internal/office/sheet"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

func parseMembers(book *rule.Book, layout sheet.Layout, data, skipped []sheet.Row, snap Snapshot) []ImportRow {
	words := book.Statuses(snap.Today)
	keep := keptFields(book.Fields(snap.Today), snap.Fields)
	orgs := indexOrgs(snap.Orgs)
	by := map[string]*known{}
	for _, m := range snap.members {
		for _, key := range keysOf(m.Card, m.OldCard, m.index, m.match) {
			by[key] = m
		}
	}
	seen := map[string]*row{} // key → the first row of this file that had it
	met := map[string]bool{}  // members found in the file
	inFile := map[string]bool{}
	var out []ImportRow
	last := 0
	for _, line := range data {
		r := newRow(line, layout, snap.Today)
		last = max(last, line.Line)
		p := &r.plan
		n := &p.New
		readPerson(r, keep)
		if keep["identity_number"] {
			if number := r.number("identity_number"); number != "" {
				if index, err := snap.vault.Index(identityField, number); err == nil { // without a key no number is kept
					p.Identity, p.Index = number, index
				}
			}
			r.hide("identity_number")
		}
		readOrg(r, orgs, snap, line, skipped)
		readActivity(r, words)

		keys := keysOf(n.Card, n.OldCard, p.Index, matchKey(n.Person))
		if len(keys) == 0 {
			r.doubt("card_number", "not_identifiable", "", "")
		}
		first := r.repeated(seen, keys)
		found := r.known(by, keys)
		switch {
		case found == nil && first != nil:
			r.Change = "new"
			p.Person, p.Member = first.plan.Person, first.plan.Member // accepted later, it is the same person
		case found == nil:
			r.Change = "new"
			p.Person, p.Member = store.NewID(), store.NewID()
		default:
			r.compare(found)
			met[found.ID] = true
		}
		if n.Org != "" {
			inFile[n.Org] = true
		}
		out = append(out, r.ImportRow)
	}
	return append(out, gone(snap.members, inFile, met, last)...)
}

// repeated gives the first row of the file that speaks of the same person, and
// doubts this one. Two rows may agree in a key and not in the person or cell.
func (r *row) repeated(seen map[string]*row, keys []string) (first *row) {
	for _, key := range keys {
		if f := seen[key]; f != nil && first == nil {
			first = f
		}
		if seen[key] == nil {
			seen[key] = r
		}
	}
	if first == nil {
		return nil
	}
	n, code := r.plan.New, "duplicate_row"
	switch {
	case vi.Fold(first.plan.New.FullName) != vi.Fold(n.FullName):
		code = "card_two_people"
	case first.plan.New.Org != n.Org:
		code = "two_cells"
	}
	r.doubt("card_number", code, n.FullName, "line:"+strconv.Itoa(first.Line))
	return first
}

// known gives the member the surest key leads to, and doubts the row where
// another key leads to somebody else.
func (r *row) known(by map[string]*known, keys []string) (found *known) {
	for _, key := range keys {
		m := by[key]
		if m == nil {
			continue
		}
		if found == nil {
			found = m
		} else if found != m {
			r.doubt("card_number", "keys_disagree", found.FullName, m.FullName)
		}
	}
	return found
}

// gone lists the members of the cells in the file whom the file lacks, under
// line numbers that follow its last one.
func gone(members []*known, inFile, met map[string]bool, last int) (out []ImportRow) {
	for _, m := range members {
		if m.mine && inFile[m.Org] && !met[m.ID] && m.Standing != "ended" {
			last++
			out = append(out, ImportRow{Line: last, Verdict: "ok", Change: "gone", Member: m.ID, Cells: map[string]string{},
				Taken:    map[string]string{"full_name": m.FullName, "organisation": m.OrgName},
				Findings: []Finding{{"full_name", "gone", m.FullName, m.OrgName, "import.hint.gone"}}})
		}
	}
	return out
}

// keysOf are the ways to know a person, surest first.
func keysOf(card, old, index, match string) []string {
	var keys []string
	for i, k := range []string{card, old, index, match} {
		if k != "" {
			keys = append(keys, string(rune('a'+i))+k)
		}
	}
	return keys
}

func readPerson(r *row, keep map[string]bool) {
	n := &r.plan.New
	raw, _ := r.cell("full_name")
	name := r.text("full_name")
	n.FullName = vi.TitleName(name)
	switch {
	case vi.Fold(name) == "":
		r.refuse("full_name", "name_missing", "", "")
	case strings.ContainsAny(name, "0123456789=@<>{}"):
		r.doubt("full_name", "name_odd", n.FullName, "")
	case n.FullName != name:
		r.note("full_name", "name_capitals", n.FullName, name)
	case raw.Text != strings.TrimSpace(raw.Text):
		r.note("full_name", "name_spaces", n.FullName, "")
	}
	r.Taken["full_name"] = n.FullName
	for key, into := range map[string]*string{"other_name": &n.OtherName, "ethnicity": &n.Ethnicity, "religion": &n.Religion, "home_place": &n.Home,
		"phone": &n.Phone, "card_issuer": &n.CardIssuer, "note": &n.Note} {
		if keep[key] {
			if *into = r.text(key); *into != "" {
				r.Taken[key] = *into
			}
		}
	}
	switch s := vi.Fold(r.text("sex")); s {
	case "":
	case "nam", "m", "male":
		n.Sex = "male"
	case "nu", "f", "female":
		n.Sex = "female"
	default:
		r.note("sex", "sex_unknown", "", s)
	}
	n.BirthPrecision = ""
	if n.Birth = r.day("birth_date"); n.Birth != "" && n.BirthPrecision == "" {
		n.BirthPrecision = "full"
	}
	n.Card = r.number("card_number")
	if n.OldCard = digits(r.text("old_card_number")); n.OldCard != "" {
		if c, _ := r.cell("old_card_number"); c.Number && len(n.OldCard) == 7 {
			n.OldCard = "0" + n.OldCard
			r.note("old_card_number", "leading_zero", n.OldCard, "")
		}
		r.Taken["old_card_number"] = n.OldCard
	}
	n.CardDay = r.day("card_date")
	n.AdmittedOn, n.OfficialOn = r.day("admission_date"), r.day("official_date")
	switch {
	case n.OfficialOn != "" && n.OfficialOn < n.AdmittedOn:
		r.doubt("official_date", "official_before_admission", "", vi.ShowDay(n.OfficialOn))
		n.OfficialOn = ""
	case n.OfficialOn > r.today:
		r.doubt("official_date", "official_future", vi.ShowDay(n.OfficialOn), "")
	}
	if n.AdmittedOn > r.today {
		r.doubt("admission_date", "admission_future", vi.ShowDay(n.AdmittedOn), "")
	}
	if n.AdmittedOn != "" && n.Birth > n.AdmittedOn {
		r.doubt("birth_date", "birth_after_admission", vi.ShowDay(n.Birth), "")
	}
}

func readOrg(r *row, orgs orgIndex, snap Snapshot, line sheet.Row, skipped []sheet.Row) {
	_, column := r.layout.Columns["organisation"]
	text := r.text("organisation")
	if !column { // the title row above the group says the cell
		for _, s := range skipped {
			if s.Line > line.Line {
				break
			}
			for _, c := range s.Cells {
				if _, _, ok := orgs.find(c.Text); ok && c.Text != "" {
					text = vi.Clean(c.Text)
				}
			}
		}
	}
	if text == "" {
		r.refuse("organisation", "org_missing", "", "")
		return
	}
	i, exact, ok := orgs.find(text)
	if !ok {
		r.refuse("organisation", "org_unknown", "", text)
		return
	}
	o := snap.Orgs[i]
	if !o.Cell() {
		r.refuse("organisation", "org_no_cell", o.Name, text)
		return
	}
	if !exact {
		r.note("organisation", "org_spelling", o.Name, text)
	}
	r.plan.New.Org, r.Taken["organisation"] = o.ID, o.Name
	r.plan.New.From = snap.Today
}

func readActivity(r *row, words rule.Statuses) {
	n := &r.plan.New
	n.Activity = "active"
	if s := r.text("activity"); s != "" {
		code, ok := words.Activity(s)
		if !ok {
			if standing, known := words.Standing(s); known && standing == "ended" {
				r.doubt("activity", "status_ended", "", s)
			} else if !known {
				r.doubt("activity", "status_unknown", "", s)
			}
		} else {
			n.Activity = code
			for _, w := range words.Activities {
				if w.Code == code && vi.Fold(w.TitleVI) != vi.Fold(s) {
					r.note("activity", "status_spelling", w.TitleVI, s)
				}
			}
		}
	}
	r.Taken["activity"] = n.Activity
	if n.ActivityFrom = r.day("activity_from"); n.Activity == "active" {
		n.ActivityFrom = ""
	} else if n.ActivityFrom == "" {
		n.ActivityFrom = r.today
		r.note("activity_from", "status_since_unknown", vi.ShowDay(r.today), "")
	} else if n.ActivityFrom > r.today {
		r.note("activity_from", "status_future", vi.ShowDay(n.ActivityFrom), "")
	}
}
