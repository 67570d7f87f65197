package privacy

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// What a breach laid open of a person, beside the kinds of look.
const (
	All = "all" // everything that is kept: the machine was lost
	Own = "own" // what the owner of the account reads on his own pages
)

// LeakLook is how the making of such a list stands among the looks.
const LeakLook = "breach"

// Concerned is one person whose data got out.
type Concerned struct {
	Person, Name, Org string   // Org: the cell on the last day of the window, by name
	What              []string // kinds of look, All, Own
	Viewers           []string // who read, by name
	Times             int
	First, Last       int64
}

type glance struct {
	subject, viewer, what string
	times                 int
	first, last           int64
}

// Affected lists the persons concerned by name: whoever's record was opened, who
// stood in a list that was opened or taken away, and the owners of the accounts
// through which it happened. For whoever keeps requests. It says rather one too
// many: a session is not noted with a look, so all of its owner's looks count.
func Affected(rd *store.Reader, id string) (Breach, []Concerned, error) {
	b, err := LeakOf(rd, id)
	if err != nil {
		return b, nil, err
	}
	top, err := org.Root(rd)
	if err == nil {
		err = org.Must(rd, access.PrivacyKeep, top.ID)
	}
	if err != nil {
		return b, nil, err
	}
	found, err := concerned(rd, b)
	if err != nil {
		return b, nil, err
	}
	all, err := named(rd.As(store.System), b, found)
	return b, all, err
}

// CountAffected is how many they are, for whoever may say that data got out.
func CountAffected(rd *store.Reader, id string) (int, error) {
	b, err := LeakOf(rd, id)
	if err != nil {
		return 0, err
	}
	found, err := concerned(rd, b)
	return len(found), err
}

// concerned finds them; whose cell is whose does not depend on the reader's posts.
func concerned(rd *store.Reader, b Breach) (map[string]*Concerned, error) {
	found := map[string]*Concerned{}
	if rd = rd.As(store.System); b.Everyone {
		return found, everyone(rd, b, found)
	}
	return found, throughLooks(rd, b, found)
}

// Reader is somebody who read records lately.
type Reader struct{ Person, Name string }

// lately is how far back a reader is offered for choosing: 90 days.
const lately = 90 * 24 * 3600_000

// Readers lists who read records of others lately, by name, for whoever keeps requests.
func Readers(rd *store.Reader) ([]Reader, error) {
	top, err := org.Root(rd)
	if err == nil {
		err = org.Must(rd, access.PrivacyKeep, top.ID)
	}
	if err != nil {
		return nil, err
	}
	// viewer || '': so that the search begins at the hours, not at the index of viewers
	return store.All(rd, func(row store.Scan) (x Reader, err error) {
		var key string
		err = row(&x.Person, &x.Name, &key)
		return
	},
		`select p.id, p.full_name, p.name_key from (select distinct r.viewer || '' as viewer from record_view r where r.tenant = $1 and r.hour >= $2 and r.hour <= $3) v cross join person p
		where p.tenant = $1 and p.id = v.viewer order by p.name_key, p.id`, (rd.Now()-lately)/3600_000, rd.Now()/3600_000)
}

func add(found map[string]*Concerned, person string, g glance) {
	c := found[person]
	if c == nil {
		c = &Concerned{Person: person, First: g.first, Last: g.last}
		found[person] = c
	}
	c.First, c.Last = min(c.First, g.first), max(c.Last, g.last)
	c.Times += g.times
	if !slices.Contains(c.What, g.what) {
		c.What = append(c.What, g.what)
	}
	if g.viewer != "" && !slices.Contains(c.Viewers, g.viewer) {
		c.Viewers = append(c.Viewers, g.viewer)
	}
}

func everyone(rd *store.Reader, b Breach, found map[string]*Concerned) error {
	all, err := rd.Strings(`select id from person where tenant = $1 and created_at <= $2`, b.Until)
	for _, p := range all {
		add(found, p, glance{what: All, times: 1, first: b.Since, last: b.Until})
	}
	return err
}

const glanceColumns = `select subject, viewer, what, times, first_at, last_at from record_view`

// throughLooks follows the looks of the window into persons and lists.
func throughLooks(rd *store.Reader, b Breach, found map[string]*Concerned) error {
	scan := func(row store.Scan) (g glance, err error) {
		err = row(&g.subject, &g.viewer, &g.what, &g.times, &g.first, &g.last)
		return
	}
	var looks []glance
	var err error
	if b.Viewer != "" {
		looks, err = store.All(rd, scan, glanceColumns+` where tenant = $1 and viewer = $2 and last_at >= $3 and first_at <= $4`, b.Viewer, b.Since, b.Until)
	} else {
		looks, err = store.All(rd, scan, glanceColumns+` where tenant = $1 and hour >= $2 and hour <= $3 and last_at >= $4 and first_at <= $5`, b.Since/3600_000, b.Until/3600_000, b.Since, b.Until)
	}
	if err != nil {
		return err
	}
	lists := map[string][]string{}
	for _, g := range looks {
		day := store.Day(min(g.last, b.Until))
		in, known := lists[g.subject+day]
		if !known {
			if in, err = standing(rd, g.subject, day); err != nil {
				return err
			}
			lists[g.subject+day] = in
		}
		for _, person := range in {
			if person != g.viewer {
				add(found, person, g)
			}
		}
	}
	return owners(rd, b, found)
}

// standing is who stood in the list of an organisation on a day; a subject that is
// none is the person himself.
func standing(rd *store.Reader, subject, day string) ([]string, error) {
	tree, err := store.Memo(rd, "privacy.tree."+day, func() ([]org.Org, error) { return org.Tree(rd, day) })
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(tree, func(o org.Org) bool { return o.ID == subject })
	if i < 0 {
		return []string{subject}, nil
	}
	var out []string
	for _, o := range tree {
		if !strings.HasPrefix(o.Path, tree[i].Path) {
			continue
		}
		some, err := rd.Strings(`select m.person from member_span s cross join member m where s.tenant = $1 and s.org = $2 and s.from_day <= $3 and (s.to_day is null or s.to_day > $3) and m.tenant = s.tenant and m.id = s.member`, o.ID, day)
		if err != nil {
			return nil, err
		}
		out = append(out, some...)
	}
	return out, nil
}

// owners adds whose account it was: who is in the hands of whom reads that
// person's own pages too. Where nobody is named, whoever got a new device in the window.
func owners(rd *store.Reader, b Breach, found map[string]*Concerned) error {
	all := []string{b.Viewer}
	if b.Viewer == "" {
		var err error
		if all, err = rd.Strings(`select distinct person from session where tenant = $1 and created_at >= $2 and created_at <= $3`, b.Since, b.Until); err != nil {
			return err
		}
	}
	for _, p := range all {
		add(found, p, glance{what: Own, times: 1, first: b.Since, last: b.Until})
	}
	return nil
}

// named puts names to it, in the order of names.
func named(rd *store.Reader, b Breach, found map[string]*Concerned) ([]Concerned, error) {
	keys := map[string]string{}
	names := map[string]string{}
	cells := map[string]string{}
	name := func(id string) (string, error) {
		if names[id] == "" {
			var full, key string
			if err := rd.Get([]any{&full, &key}, `select full_name, name_key from person where tenant = $1 and id = $2`, id); err != nil && !store.IsNoRow(err) {
				return "", err
			}
			names[id], keys[id] = full, key
		}
		return names[id], nil
	}
	day := store.Day(min(b.Until, rd.Now()))
	for _, id := range slices.Sorted(maps.Keys(found)) {
		c := found[id]
		var err error
		if c.Name, err = name(id); err != nil {
			return nil, err
		}
		for i, v := range c.Viewers {
			if c.Viewers[i], err = name(v); err != nil {
				return nil, err
			}
		}
		at, err := rd.Strings(`select s.org from member m cross join member_span s where m.tenant = $1 and m.person = $2 and s.tenant = m.tenant and s.member = m.id and s.from_day <= $3 order by s.from_day desc limit 1`, id, day)
		if err != nil {
			return nil, err
		}
		if len(at) == 0 {
			continue
		}
		if cells[at[0]] == "" {
			o, err := org.AsAt(rd, at[0], day)
			if err != nil {
				return nil, err
			}
			cells[at[0]] = o.Name
		}
		c.Org = cells[at[0]]
	}
	var out []Concerned
	for _, c := range found {
		out = append(out, *c)
	}
	slices.SortFunc(out, func(a, b Concerned) int {
		return cmp.Or(cmp.Compare(keys[a.Person], keys[b.Person]), cmp.Compare(a.Person, b.Person))
	})
	return out, nil
}

// TakeList writes down that the list, or the notice with its count, leaves the
// house: in the log, and for whoever watches over reading.
func TakeList(tx *store.Tx, book *rule.Book, b Breach, post string, n int, form string) error {
	top, err := org.Root(tx.Reader)
	if err != nil {
		return err
	}
	if err := Viewed(tx, book, Look{Subject: top.ID, What: LeakLook, Post: post, Persons: n}); err != nil {
		return err
	}
	return audit.Note(tx, "privacy.leaklist", "breach", b.ID, top.ID, map[string]any{"persons": n, "form": vi.Clean(form)})
}
